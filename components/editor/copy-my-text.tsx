'use client';

import { useState } from 'react';

/** Puts the notes of this page on the clipboard as plain text; where that is refused, shows them to be copied by hand. */
export function CopyMyText({ text }: { text: () => string }) {
  const [copied, setCopied] = useState(false);
  const [shown, setShown] = useState<string | null>(null);

  async function copy(): Promise<void> {
    const notes = text();
    try {
      await navigator.clipboard.writeText(notes);
      setCopied(true);
    } catch {
      setShown(notes);
    }
  }

  return (
    <>
      <button
        type="button"
        className="cn-small-button"
        onClick={() => {
          void copy();
        }}
      >
        {copied ? 'Copied' : 'Copy my text'}
      </button>
      {shown === null ? null : (
        <textarea
          readOnly
          aria-label="My text"
          className="cn-copy-area"
          value={shown}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
      )}
    </>
  );
}
