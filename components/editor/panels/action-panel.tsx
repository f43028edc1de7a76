'use client';

import type { Editor } from '@tiptap/react';
import { useId, useState, type FormEvent, type KeyboardEvent } from 'react';
import { callDay } from '#lib/dates/call-day.ts';
import { fullDay, plainDay } from '#lib/dates/day-words.ts';
import { parseDue } from '#lib/dates/parse-due.ts';
import { cleanDate } from '#lib/notes/clean-value.ts';
import { speakersBefore } from '#lib/speakers/complete-speaker.ts';
import { isNameLike } from '#lib/speakers/is-name-like.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { setActionDetails, type ActionDetails } from '#components/editor/commands/action-details.ts';
import { blockText } from '#components/editor/engine/block-text.ts';
import { findBlock, lineAttrs, spokenLines } from '#components/editor/engine/blocks.ts';
import { lineAction } from '#components/editor/engine/line-action.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { PersonField, type PersonChoice } from './person-field.tsx';

type ActionPanelProps = { lineId: string; editor: Editor; context: NotesContext; close: () => void };

/** Owner, due date and tick of an action. Only what is changed here is written, so that others may change the rest. */
export function ActionPanel({ lineId, editor, context, close }: ActionPanelProps) {
  const hintId = useId();
  const [line] = useState(() => findBlock(editor.state.doc, lineId)?.node ?? null);
  const [people] = useState(() => peopleIn(editor.state.doc, context));
  const [recency] = useState(() => speakersBefore(spokenLines(editor.state.doc), Number.POSITIVE_INFINITY));
  const attrs = line === null ? null : lineAttrs(line);
  const [before] = useState({ owner: writtenOwner(attrs, people), due: writtenDue(attrs?.due) });
  const [owner, setOwner] = useState<PersonChoice>({ text: before.owner, person: null });
  const [due, setDue] = useState(before.due);
  const [action] = useState(() => (line === null ? null : lineAction(line, context)));
  const wasDone = action?.done ?? attrs?.done ?? false;
  const [done, setDone] = useState(wasDone);
  const [wrong, setWrong] = useState<string | null>(null);
  if (line === null || attrs === null) return null;

  function leave(): void {
    close();
    editor.view.focus();
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    const details: Partial<ActionDetails> = {};
    if (owner.text.trim() !== before.owner) {
      const chosen = ownerOf(owner, context.seriesId);
      if (chosen === null) {
        setWrong(`Nobody is named “${owner.text.trim()}”. A new person needs a full name.`);
        return;
      }
      Object.assign(details, chosen);
    }
    if (due.trim() !== before.due) {
      const date = due.trim() === '' ? null : parseDue(due, context);
      if (date === null && due.trim() !== '') {
        setWrong(dueHint(due, context));
        return;
      }
      details.due = date?.date ?? null;
    }
    // Said to everybody on every call where the action stands; without a connection the line itself says it.
    const said = done === wasDone || context.tick({ callId: context.callId, lineId, done });
    if (!said) details.done = done;
    if (!setActionDetails(lineId, details)(editor.state, editor.view.dispatch, editor.view)) {
      context.announce('Not saved: the line is gone.');
    }
    leave();
  }

  return (
    // Escape closes it from every field; nothing else is listened to.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="cn-action-panel"
      aria-label="Owner and due date"
      onSubmit={save}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        leave();
      }}
    >
      <p className="cn-action-text">{blockText(line)}</p>
      <PersonField
        label="Owner"
        placeholder={attrs.speakerName ?? 'Nobody yet'}
        people={people}
        recency={recency}
        value={owner.text}
        onChange={(choice) => {
          setOwner(choice);
          setWrong(null);
        }}
      />
      <label htmlFor={`${hintId}-due`}>Due</label>
      <input
        id={`${hintId}-due`}
        type="text"
        autoComplete="off"
        aria-describedby={hintId}
        placeholder={callDay(context) === null ? '2026-07-03' : 'friday, in 2 weeks, 3 Dec'}
        value={due}
        onChange={(event) => {
          setDue(event.target.value);
          setWrong(null);
        }}
      />
      <label className="cn-action-done">
        <input
          type="checkbox"
          checked={done}
          onChange={(event) => {
            setDone(event.target.checked);
          }}
        />
        Done
      </label>
      <button type="submit" className="cn-small-button">
        {attrs.tag === 'action' ? 'Save' : 'Make it an action'}
      </button>
      {wrong === null ? (
        <output id={hintId} className="cn-action-hint">
          {dueHint(due, context)}
        </output>
      ) : (
        <p id={hintId} role="alert" className="cn-action-hint text-danger">
          {wrong}
        </p>
      )}
    </form>
  );
}

function dueHint(text: string, context: NotesContext): string {
  const found = parseDue(text, context);
  if (found !== null) return fullDay(found.date);
  if (callDay(context) === null) return 'This call has no date: write the day as 2026-07-03.';
  return text.trim() === '' ? 'No due date' : `No date is understood in “${text.trim()}”.`;
}

type Attrs = ReturnType<typeof lineAttrs>;

function writtenOwner(attrs: Attrs | null, people: ReturnType<typeof peopleIn>): string {
  if (attrs === null) return '';
  return people.find((person) => person.id === attrs.owner)?.name ?? attrs.ownerName ?? '';
}

function writtenDue(due: unknown): string {
  const date = cleanDate(due);
  return date === null ? '' : plainDay(date);
}

/** The owner that the field means: nobody's own, so that it is the speaker, somebody known, or a new full name. */
function ownerOf(
  { text, person }: PersonChoice,
  seriesId: string,
): Pick<ActionDetails, 'owner' | 'ownerName'> | null {
  if (person !== null) return { owner: person.id, ownerName: person.name };
  const name = text.trim().replace(/\s+/gu, ' ');
  if (name === '') return { owner: null, ownerName: null };
  return isNameLike(name) ? { owner: personIdFor(seriesId, name), ownerName: name } : null;
}
