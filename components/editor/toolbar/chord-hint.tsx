'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { leaderDigits } from '#components/editor/keys/leader-chord.ts';

type ChordHintProps = { editor: Editor; table: readonly KeyBinding[] };

/** Pixels between the caret's line and a hint below it. */
const GAP_PX = 6;

/** What may follow the leader while it waits: the chords, or after a first digit the people whose numbers begin with it. */
export function ChordHint({ editor, table }: ChordHintProps) {
  const digits = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? null : leaderDigits(editor.state)),
  });
  if (digits === null) return null;
  const chords = digits === '' ? table.flatMap(chordOf) : peopleWith(digits, editor, table);
  return <Chords editor={editor} chords={chords} />;
}

function Chords({ editor, chords }: { editor: Editor; chords: readonly Chord[] }) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState<number | null>(null);

  // Under the bar, or where it would hide the line that the chord is for, under that line.
  useLayoutEffect(() => {
    const place = list.current?.getBoundingClientRect();
    const bar = list.current?.offsetParent?.getBoundingClientRect();
    if (place === undefined || bar === undefined) return;
    const caret = editor.view.coordsAtPos(editor.state.selection.head);
    if (caret.bottom > place.top && caret.top < place.bottom) setTop(caret.bottom + GAP_PX - bar.top);
  }, [editor]);

  return (
    <ul
      ref={list}
      className="cn-chords"
      aria-label="What the next key does"
      style={top === null ? undefined : { insetBlockStart: top }}
    >
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
