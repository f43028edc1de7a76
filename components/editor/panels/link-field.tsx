'use client';

import type { Editor } from '@tiptap/react';
import { useState, type FormEvent } from 'react';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';

type LinkFieldProps = { editor: Editor; close: () => void };

/** The field for the address of the selected text's link. An empty address takes the link off. */
export function LinkField({ editor, close }: LinkFieldProps) {
  const current: unknown = editor.getAttributes('link')['href'];
  const [address, setAddress] = useState(typeof current === 'string' ? current : '');
  const [wrong, setWrong] = useState(false);

  function apply(event: FormEvent): void {
    event.preventDefault();
    const href = withScheme(address.trim());
    if (href !== '' && !isSafeHref(href)) {
      setWrong(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    if (href === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && editor.getAttributes('link')['href'] === undefined) {
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    close();
  }

  return (
    <form className="cn-link-field" onSubmit={apply}>
      <input
        ref={(input) => {
          input?.focus();
        }}
        type="text"
        inputMode="url"
        aria-label="Address of the link"
        aria-invalid={wrong}
        aria-describedby={wrong ? 'link-field-wrong' : undefined}
        placeholder="https://"
        value={address}
        onChange={(event) => {
          setAddress(event.target.value);
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
          editor.view.focus();
        }}
      />
      <button type="submit" className="cn-small-button">
        Set link
      </button>
      {wrong ? (
        <span id="link-field-wrong" role="alert" className="text-danger">
          Only web and mail addresses can be linked.
        </span>
      ) : null}
    </form>
  );
}

function withScheme(address: string): string {
  if (address === '' || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return address.includes('@') && !address.includes('/') ? `mailto:${address}` : `https://${address}`;
}
