'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/input.tsx';
import { assignNotetaker } from '#server/actions/assign-notetaker.ts';

type NotetakerFormProps = {
  callId: string;
  notetakerId: string | null;
  candidates: { id: string; name: string }[];
};

/** Chooses who takes the notes of a call. */
export function NotetakerForm({ callId, notetakerId, candidates }: NotetakerFormProps) {
  return (
    <ActionForm action={assignNotetaker} className="grid gap-1.5" label="Notetaker">
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <label htmlFor="notetaker" className="font-medium">
            Notetaker
          </label>
          <div className="flex gap-2">
            <Select key={notetakerId} id="notetaker" name="userId" defaultValue={notetakerId ?? ''}>
              <option value="">Nobody yet</option>
              {candidates.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
            <Button type="submit" className="h-9" disabled={pending}>
              Assign
            </Button>
          </div>
        </>
      )}
    </ActionForm>
  );
}
