import { Settings2 } from 'lucide-react';
import { Disclosure } from '#components/ui/disclosure.tsx';
import type { CallView } from '#server/queries/call-view.ts';
import { CallPlan } from './call-plan.tsx';
import { CallMoves } from './call-moves.tsx';
import { CallRolesForm } from './call-roles-form.tsx';
import { GuestControls } from './guest-controls.tsx';
import { LockAgendaForm } from './lock-agenda-form.tsx';

/** What those who run a call find beside its title. */
export function CallControls({ call }: { call: CallView }) {
  const { chair, moves } = call;
  const { schedule, restore } = call.access;
  if (chair === null && moves.length === 0 && !schedule && !restore) return null;
  const open = call.status !== 'published';
  return (
    <div className="relative flex max-w-full flex-wrap items-start gap-2 print:hidden">
      <CallMoves callId={call.callId} moves={moves} />
      <CallPlan call={call} />
      {chair === null || !open ? null : (
        <Disclosure
          className="start-0 mt-2 grid w-[min(24rem,calc(100vw-2rem))] gap-5 p-4 sm:start-auto sm:end-0"
          buttonClassName="max-sm:h-11"
          label={
            <>
              <Settings2 aria-hidden="true" />
              Set up
            </>
          }
        >
          <CallRolesForm callId={call.callId} hands={call.hands} candidates={chair.candidates} />
          {call.status === 'planned' ? (
            <LockAgendaForm callId={call.callId} locked={call.agendaLocked} />
          ) : null}
          <GuestControls callId={call.callId} chair={chair} />
        </Disclosure>
      )}
    </div>
  );
}
