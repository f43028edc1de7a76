'use client';

import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { bindingOf } from '#components/editor/keys/key-table.ts';
import { keySituations, LEADER_ROW } from '#lib/keys/key-facts.ts';
import { keyText } from '#lib/keys/key-text.ts';
import { typedRules } from './typed-rules.ts';

type HelpCardProps = {
  /** The key table with the person's own keys. */
  table: readonly KeyBinding[];
  mac: boolean;
  close: () => void;
};

/** A row of the card: what is pressed or typed, and what it does. */
type Entry = { id: string; pressed: readonly string[]; does: string };

/** Every key and everything that typing turns into, made from the rows that the handlers run. A modal dialog. */
export function HelpCard({ table, mac, close }: HelpCardProps) {
  const [query, setQuery] = useState('');
  const leader = keyText(bindingOf(table, LEADER_ROW).keys?.[0] ?? '', mac);
  const groups = [...new Set(table.map((row) => row.group))].map((group) => ({
    title: group,
    entries: table
      .filter((row) => row.group === group)
      .map((row) => entryOf(row, leader, mac))
      .filter(({ pressed }) => pressed.length > 0),
  }));
  const typed = typedRules.map(({ typed: text, does }) => ({ id: text, pressed: [text], does }));
  const sections = [{ title: 'As you type', entries: typed }, ...groups]
    .map((section) => ({ ...section, entries: section.entries.filter((entry) => isFound(entry, query)) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <dialog
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
      className="cn-help"
      aria-labelledby="help-title"
      onClose={close}
    >
      <div className="cn-help-box">
        <form method="dialog" className="cn-help-head">
          <h2 id="help-title">Keys</h2>
          <input
            type="search"
            aria-label="Find a key"
            placeholder="Find a key"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
            }}
            onKeyDown={(event) => {
              // Enter in a field would send the form, which closes the card.
              if (event.key === 'Enter') event.preventDefault();
              // The first Escape would only empty the field.
              if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.closest('dialog')?.close();
            }}
          />
          <a href="/settings" target="_blank" rel="noreferrer">
            Change keys
          </a>
          <button type="submit" className="cn-tool" aria-label="Close" title="Close">
            <X aria-hidden="true" size={17} strokeWidth={1.75} />
          </button>
        </form>
        {/* What scrolls must be reached by keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section className="cn-help-sections" aria-label="All keys" tabIndex={0}>
          {sections.map(({ title, entries }) => (
            <Section key={title} title={title}>
              {entries.map((entry) => (
                <div key={entry.id}>
                  <dt>
                    {entry.pressed.map((keys) => (
                      <kbd key={keys} className="cn-kbd">
                        {keys}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{entry.does}</dd>
                </div>
              ))}
            </Section>
          ))}
          {sections.length === 0 ? <p>No key for that.</p> : null}
        </section>
      </div>
    </dialog>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function entryOf(row: KeyBinding, leader: string, mac: boolean): Entry {
  const chord = row.numbers === undefined ? row.chord : '1–9';
  const pressed = (row.keys ?? []).map((key) => keyText(key, mac));
  const where = row.where === undefined ? '' : ` (${keySituations[row.where]})`;
  return {
    id: row.id,
    pressed: [...pressed, ...(chord === undefined ? [] : [`${leader} ${chord}`])],
    does: `${row.label}${where}`,
  };
}

function isFound({ pressed, does }: Entry, query: string): boolean {
  const text = [...pressed, does].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
