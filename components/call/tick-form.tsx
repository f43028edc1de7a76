'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { tickAction } from '#server/actions/tick-action.ts';

type TickFormProps = {
  /** The call on whose page it is ticked. */
  callId: string;
  /** The line in which the action was born. */
  born: { callId: string; lineId: string };
  done: boolean;
  /** What is to be done, for those who do not see it beside the box. */
  text: string;
};

/** The box of an action: says that it is done, or open again, wherever it stands. */
export function TickForm({ callId, born, done, text }: TickFormProps) {
  return (
    <ActionForm action={tickAction} className="tick-form">
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <input type="hidden" name="bornCallId" value={born.callId} />
          <input type="hidden" name="bornLineId" value={born.lineId} />
          <button
            type="submit"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input sends no form by itself
            role="checkbox"
            aria-checked={done}
            aria-label={`Done: ${text}`}
            name="done"
            value={done ? 'no' : 'yes'}
            className="tick-box"
            disabled={pending}
          />
        </>
      )}
    </ActionForm>
  );
}
