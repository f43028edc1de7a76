'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/input.tsx';
import { callRoles, type CallRole } from '#lib/policy/call-roles.ts';
import { assignRole } from '#server/actions/assign-role.ts';

type Hand = { id: string; name: string };
type CallRolesFormProps = {
  callId: string;
  hands: Readonly<Record<CallRole, Hand | null>>;
  candidates: Hand[];
};

const words: Record<CallRole, { label: string; nobody: string }> = {
  notetaker: { label: 'Notetaker', nobody: 'Nobody yet' },
  backup: { label: 'Backup', nobody: 'Nobody' },
  chair: { label: 'Chair of this call', nobody: 'The chairs of the series' },
};

/** Chooses who takes the notes of a call, who would instead, and who chairs it. */
export function CallRolesForm({ callId, hands, candidates }: CallRolesFormProps) {
  return callRoles.map((role) => (
    <ActionForm key={role} action={assignRole} className="grid gap-1.5" label={words[role].label}>
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <input type="hidden" name="role" value={role} />
          <label htmlFor={role} className="font-medium">
            {words[role].label}
          </label>
          <div className="flex gap-2">
            <Select
              key={hands[role]?.id}
              id={role}
              name="userId"
              className="max-sm:h-11"
              defaultValue={hands[role]?.id ?? ''}
            >
              <option value="">{words[role].nobody}</option>
              {candidates.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
            <Button type="submit" className="h-9 max-sm:h-11" disabled={pending}>
              Assign<span className="sr-only"> {words[role].label.toLowerCase()}</span>
            </Button>
          </div>
        </>
      )}
    </ActionForm>
  ));
}
