'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { leaderDigits } from '#components/editor/keys/leader-chord.ts';

type ChordHintProps = { editor: Editor; table: readonly KeyBinding[] };

/** What may follow the leader while it waits: the chords, or after a first digit the people whose numbers begin with it. */
export function ChordHint({ editor, table }: ChordHintProps) {
  const digits = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? null : leaderDigits(editor.state)),
  });
  if (digits === null) return null;
  const chords = digits === '' ? table.flatMap(chordOf) : peopleWith(digits, editor, table);
  return (
    <ul className="cn-chords" aria-label="What the next key does">
      {chords.map(({ pressed, label }) => (
        <li key={pressed}>
          <kbd className="cn-kbd">{pressed}</kbd>
          <span>{label}</span>
        </li>
      ))}
    </ul>
  );
}

type Chord = { pressed: string; label: string };

function chordOf({ chord, numbers, label }: KeyBinding): Chord[] {
  const pressed = numbers === undefined ? chord : '1–9';
  return pressed === undefined ? [] : [{ pressed, label }];
}

function peopleWith(digits: string, editor: Editor, table: readonly KeyBinding[]): Chord[] {
  const numbers = table.find((row) => row.numbers !== undefined)?.numbers;
  return (numbers?.known(editor.state) ?? [])
    .filter(({ number }) => String(number).startsWith(digits))
    .map(({ number, name }) => ({ pressed: String(number), label: name }));
}
