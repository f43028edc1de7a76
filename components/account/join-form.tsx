'use client';

import { NameField } from '#components/account/account-fields.tsx';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { joinCall } from '#server/actions/join-call.ts';

type JoinFormProps = {
  token: string;
  /** The signed-in person's name; null for a stranger, who chooses one. */ as: string | null;
};

export function JoinForm({ token, as }: JoinFormProps) {
  return (
    <ActionForm action={joinCall} className="grid gap-4" label="Join the call">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="token" value={token} />
          {as === null ? <NameField state={state} hint="Everybody on the call sees it." /> : null}
          <Button type="submit" look="primary" size="large" disabled={pending}>
            {as === null ? 'Join the call' : `Join as ${as}`}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
