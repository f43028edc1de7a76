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

/** The buttons that move a call through its life, for those who may. */
export function CallMoves({ callId, moves }: { callId: string; moves: CallMove[] }) {
  return moves.map((move) => (
    <ActionForm key={move} action={moveCall} className="grid gap-2">
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <input type="hidden" name="move" value={move} />
          <Button type="submit" look={words[move].primary ? 'primary' : 'plain'} disabled={pending}>
            {pending ? words[move].pending : words[move].label}
          </Button>
        </>
      )}
    </ActionForm>
  ));
}
