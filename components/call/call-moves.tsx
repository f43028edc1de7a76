'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import type { CallMove } from '#lib/policy/call-moves.ts';
import { moveCall } from '#server/actions/move-call.ts';

const words: Record<CallMove, { label: string; pending: string; primary: boolean }> = {
  start: { label: 'Start call', pending: 'Starting', primary: true },
  end: { label: 'End call', pending: 'Ending', primary: true },
  publish: { label: 'Publish notes', pending: 'Publishing', primary: true },
  reopen: { label: 'Reopen', pending: 'Reopening', primary: false },
};

/** The buttons that move a call through its life, for those who may. One form, so that what it says outlives its button. */
export function CallMoves({ callId, moves }: { callId: string; moves: CallMove[] }) {
  return (
    <ActionForm action={moveCall} className="flex flex-wrap items-start gap-2">
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          {moves.map((move) => (
            <Button
              key={move}
              type="submit"
              name="move"
              value={move}
              className="max-sm:h-11"
              look={words[move].primary ? 'primary' : 'plain'}
              disabled={pending}
            >
              {pending ? words[move].pending : words[move].label}
            </Button>
          ))}
        </>
      )}
    </ActionForm>
  );
}
