'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { wallTimeOf } from '#lib/times/wall-time.ts';
import { changeCallPlan } from '#server/actions/change-call-plan.ts';
import type { CallView } from '#server/queries/call-view.ts';

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
          <Field
            name="title"
            id="plan-title"
            label="Title"
            required
            maxLength={200}
            defaultValue={state.values['title'] ?? call.title}
            error={state.details['title']}
          />
          <Field
            name="startsAt"
            id="plan-starts"
            label="Starts"
            hint={`On the clock of ${zone}.`}
            type="datetime-local"
            defaultValue={state.values['startsAt'] ?? startsAt}
            error={state.details['startsAt']}
          />
          <Field
            name="lengthMinutes"
            id="plan-length"
            label="Minutes"
            inputMode="numeric"
            required
            defaultValue={state.values['lengthMinutes'] ?? String(call.lengthMinutes)}
            error={state.details['lengthMinutes']}
          />
          <Button type="submit" className="h-9 max-sm:h-11" disabled={pending}>
            {pending ? 'Saving' : 'Save'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
