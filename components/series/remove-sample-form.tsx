'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { removeSample } from '#server/actions/remove-sample.ts';

/** Takes the invented series away, in one click. */
export function RemoveSampleForm({ seriesId }: { seriesId: string }) {
  return (
    <ActionForm action={removeSample} className="grid gap-2">
      {({ pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          <Button type="submit" className="max-sm:h-11" disabled={pending}>
            {pending ? 'Removing' : 'Remove the sample'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
