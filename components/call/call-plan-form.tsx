'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { wallTimeOf } from '#lib/times/wall-time.ts';
import { changeCallPlan } from '#server/actions/change-call-plan.ts';
import type { CallView } from '#server/queries/call-view.ts';
import { MinutesField, StartsField, TitleField } from './call-fields.tsx';

type CallPlanFormProps = {
  call: Pick<CallView, 'callId' | 'title' | 'startsAt' | 'lengthMinutes' | 'changedAt' | 'series'>;
};

/** Title, time and length of a planned call. */
export function CallPlanForm({ call }: CallPlanFormProps) {
  const { zone } = call.series;
  const startsAt = call.startsAt === null ? '' : wallTimeOf(new Date(call.startsAt), zone);
  return (
    <ActionForm action={changeCallPlan} className="grid gap-3" label="Title and time">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="callId" value={call.callId} />
          <input type="hidden" name="seen" value={call.changedAt} />
          <TitleField id="plan-title" state={state} value={call.title} />
          <StartsField id="plan-starts" state={state} value={startsAt} hint={`On the clock of ${zone}.`} />
          <MinutesField id="plan-length" state={state} value={String(call.lengthMinutes)} />
          <Button type="submit" className="h-9 max-sm:h-11" disabled={pending}>
            {pending ? 'Saving' : 'Save'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
