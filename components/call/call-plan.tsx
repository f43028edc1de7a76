import { CalendarClock } from 'lucide-react';
import { Disclosure } from '#components/ui/disclosure.tsx';
import type { CallView } from '#server/queries/call-view.ts';
import { CallPlanForm } from './call-plan-form.tsx';
import { CancelCallForm } from './cancel-call-form.tsx';
import { RestoreCallForm } from './restore-call-form.tsx';

/** Where its chair moves, cancels and restores a call. */
export function CallPlan({ call }: { call: CallView }) {
  if (call.access.restore) return <RestoreCallForm callId={call.callId} />;
  if (!call.access.schedule) return null;
  return (
    <Disclosure
      className="start-0 mt-2 grid w-[min(24rem,calc(100vw-2rem))] gap-5 p-4 sm:start-auto sm:end-0"
      buttonClassName="max-sm:h-11"
      label={
        <>
          <CalendarClock aria-hidden="true" />
          Change
        </>
      }
    >
      <CallPlanForm call={call} />
      <CancelCallForm callId={call.callId} />
    </Disclosure>
  );
}
