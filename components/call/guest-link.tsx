'use client';

import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';

/** The link that lets guests in to a call, to be copied. */
export function GuestLink({ link }: { link: string }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      toast('Guest link copied', { description: 'Whoever has it can come in with a name of their own.' });
    } catch {
      toast.error('The browser did not let the link be copied. Select it and copy it by hand.');
    }
  }
  return (
    <div className="grid gap-1.5">
      <label htmlFor="guest-link" className="font-medium">
        Guest link
      </label>
      <div className="flex gap-2">
        <Input
          id="guest-link"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
          className="min-w-0 font-mono text-small"
        />
        <Button className="js-only h-9" onClick={copy}>
          Copy
        </Button>
      </div>
      <p className="text-small text-soft">Whoever has it comes in to this call with a name of their own.</p>
    </div>
  );
}
