'use client';

import { useId, useState, type KeyboardEvent } from 'react';
import { offerSpeakers } from '#lib/speakers/offer-speakers.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';

/** What a field for a person holds: its text, and whom it means; null when it is nobody known. */
export type PersonChoice = { text: string; person: SpeakerPerson | null };

type PersonFieldProps = {
  label: string;
  placeholder: string;
  people: readonly SpeakerPerson[];
  /** Ids of the people who spoke, the last one first. */
  recency: readonly string[];
  value: string;
  onChange: (choice: PersonChoice) => void;
};

/** A field for a person's name. Letters and numbers offer people as at a line's start; Tab and Enter take the marked one. */
export function PersonField({ label, placeholder, people, recency, value, onChange }: PersonFieldProps) {
  const id = useId();
  const [marked, setMarked] = useState<number | null>(null);
  const offered = marked === null ? [] : offerSpeakers(value, people, recency);
  const best = marked === null ? undefined : offered[marked];

  function type(text: string): void {
    const found = offerSpeakers(text, people, recency);
    const exact = found.findIndex((person) => normalizeName(person.name) === normalizeName(text));
    const index = Math.max(0, exact);
    setMarked(index);
    onChange({ text, person: found[index] ?? null });
  }

  function mark(index: number): void {
    setMarked(index);
    onChange({ text: value, person: offered[index] ?? null });
  }

  function take(person: SpeakerPerson): void {
    setMarked(null);
    onChange({ text: person.name, person });
  }

  /** Without a key that takes somebody, a name means only whoever is called just so. */
  function leave(): void {
    if (marked === null) return;
    setMarked(null);
    const exact = offered.find((person) => normalizeName(person.name) === normalizeName(value));
    onChange({ text: value, person: exact ?? null });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (best === undefined || event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      mark(((marked ?? 0) + step + offered.length) % offered.length);
    } else if (event.key === 'Tab' && !event.shiftKey) take(best);
  }

  return (
    <span className="cn-person-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={focusOnce}
        type="text"
        role="combobox"
        aria-expanded={best !== undefined}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={best === undefined ? undefined : `${id}-${String(marked)}`}
        autoComplete="off"
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          type(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      <div
        id={`${id}-list`}
        // No native element lists choices beside a text field without taking the focus.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        aria-label={label}
        className="cn-list"
        hidden={best === undefined}
      >
        {offered.map((person, index) => (
          <div
            key={person.id}
            id={`${id}-${String(index)}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            className="cn-option"
            onPointerDown={(event) => {
              event.preventDefault();
              take(person);
            }}
          >
            <span aria-hidden="true" className="cn-person-number">
              {person.number}
            </span>
            {person.name}
          </div>
        ))}
      </div>
    </span>
  );
}

const focused = new WeakSet<HTMLInputElement>();

function focusOnce(input: HTMLInputElement | null): void {
  if (input === null || focused.has(input)) return;
  focused.add(input);
  input.focus();
  input.select();
}
