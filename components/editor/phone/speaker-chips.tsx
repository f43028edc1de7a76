'use client';

import { Toolbar as Bar } from '@base-ui/react/toolbar';
import type { Transaction } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { shortNames } from '#lib/speakers/short-names.ts';
import { sayAs } from '#components/editor/commands/say-as.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { RosterSource } from '#components/editor/views/roster-source.ts';
import { chipOrder, sameChips, type ChipOrder } from './chip-order.ts';
import { keepFocus } from './keep-focus.ts';

type SpeakerChipsProps = { editor: Editor; context: NotesContext; roster: RosterSource };

/** One chip a person: a tap says who speaks from here on. */
export function SpeakerChips({ editor, context, roster }: SpeakerChipsProps) {
  const row = useRef<HTMLDivElement>(null);
  const { people, suggested, current } = useChipOrder(editor, context, row);
  const names = shortNames(people);

  return (
    <Bar.Group ref={row} className="cn-chips" aria-label="Who speaks">
      {people.map((person) => {
        const { color, initials } = roster.offered(person.id, person.name);
        const short = names.get(person.id) ?? person.name;
        return (
          <Bar.Button
            key={person.id}
            type="button"
            className="cn-chip"
            data-color={color}
            data-suggested={person.id === suggested ? 'true' : undefined}
            aria-pressed={person.id === current}
            {...keepFocus}
            onClick={() => {
              sayAs(context, person)(editor.state, editor.view.dispatch, editor.view);
            }}
          >
            <span aria-hidden="true" className="cn-chip-initials">
              {initials}
            </span>
            <span className="cn-chip-name">
              {short}
              <span className="sr-only">
                {person.name.slice(short.length)}
                {person.id === suggested ? ', suggested' : ''}
              </span>
            </span>
          </Bar.Button>
        );
      })}
    </Bar.Group>
  );
}

/**
 * The order of the chips. Only what is done here changes it: no chip moves under a thumb because somebody else types.
 * With a new line or speaker the row shows its beginning again.
 */
function useChipOrder(
  editor: Editor,
  context: NotesContext,
  row: RefObject<HTMLDivElement | null>,
): ChipOrder {
  const [order, setOrder] = useState(() => chipOrder(editor.state, context));
  const { place } = order;
  useEffect(() => {
    const look = ({ transaction }: { transaction: Transaction }): void => {
      if (isForeign(transaction) || !(transaction.docChanged || transaction.selectionSet)) return;
      const next = chipOrder(editor.state, context);
      if (next.place !== place) row.current?.scrollTo({ left: 0 });
      setOrder((before) => (sameChips(before, next) ? before : next));
    };
    editor.on('transaction', look);
    return () => {
      editor.off('transaction', look);
    };
  }, [editor, context, row, place]);
  return order;
}
