'use client';

import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';

type CopyFieldProps = {
  id: string;
  label: string;
  value: string;
  /** Said below it. */
  hint: string;
  /** Said once it is copied. */
  copied: string;
};

/** A text to be copied, such as a link. */
export function CopyField({ id, label, value, hint, copied }: CopyFieldProps) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      toast(copied, { description: hint });
    } catch {
      toast.error('The browser did not let the link be copied. Select it and copy it by hand.');
    }
  }
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          readOnly
          value={value}
          aria-describedby={`${id}-hint`}
          onFocus={(event) => event.currentTarget.select()}
          className="min-w-0 font-mono text-small max-sm:h-11"
        />
        <Button className="js-only h-9 max-sm:h-11" onClick={copy}>
          Copy
        </Button>
      </div>
      <p id={`${id}-hint`} className="text-small text-soft">
        {hint}
      </p>
    </div>
  );
}
