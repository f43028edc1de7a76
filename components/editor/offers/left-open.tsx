'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { useEffect, useId, useRef, useState } from 'react';
import { lineAnchor } from '#lib/notes/item-anchor.ts';
import { acceptOffer, dismissOffer } from '#components/editor/commands/settle-offers.ts';
import { blockText } from '#components/editor/engine/block-text.ts';
import { lineAttrs } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { hasLooked, openOffers } from '#components/editor/plugins/margin-offers.ts';
import type { KeptOffers } from './kept-offers.ts';
import type { MarginOffer } from './margin-offer.ts';
import { offerWords } from './offer-words.ts';
import type { OpenOffer } from './open-offers.ts';

type LeftOpenProps = { editor: Editor; context: NotesContext; kept: KeptOffers };
type Row = { offer: MarginOffer; lines: { id: string; who: string; text: string }[] };

/**
 * What nobody answered during the call, once, above the notes. The list is taken when it is first shown and keeps its
 * rows, so that the notes below stay where they are while several people work through it.
 */
export function LeftOpen({ editor, context, kept }: LeftOpenProps) {
  const [closed, setClosed] = useState(() => kept.isListPutAway());
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const open = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? [] : openOffers(editor.state).filter(isForList)),
  });
  const looked = useEditorState({
    editor,
    selector: () => !editor.isDestroyed && hasLooked(editor.state),
  });
  const list = useRef<HTMLElement>(null);
  const headingId = useId();
  if (!closed && rows === null && looked && open.length > 0) setRows(open.map(rowOf));

  const openIds = new Set(open.map(({ offer }) => offer.id));
  const left = rows?.filter(({ offer }) => openIds.has(offer.id)).length ?? 0;
  useEffect(() => {
    if (rows !== null && left === 0) kept.putListAway();
  }, [kept, rows, left]);
  const listed = rows?.length ?? 0;
  useEffect(() => {
    if (listed === 0) return;
    const what = listed === 1 ? 'One offer was' : `${listed} offers were`;
    context.announce(`${what} left open in the call. The list stands above the notes.`);
  }, [context, listed]);
  if (closed || rows === null) return null;

  function settle(command: typeof acceptOffer, { offer }: Row, word: string): void {
    const index = rows?.findIndex((row) => row.offer.id === offer.id) ?? 0;
    command(context, offer.id)(editor.state, editor.view.dispatch, editor.view);
    setOwn({ ...own, [offer.id]: word });
    // The pressed button goes away: the next row that waits takes the focus, and after the last one the way out.
    requestAnimationFrame(() => {
      const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
      buttons.find((button) => Number(button.dataset['row'] ?? Infinity) > index)?.focus();
    });
  }
  function close(): void {
    kept.putListAway();
    setClosed(true);
    editor.view.focus();
  }

  return (
    <section ref={list} aria-labelledby={headingId} className="cn-left-open">
      <h2 id={headingId}>Left open in the call</h2>
      <p>Nothing is recorded unless you accept it.</p>
      <ul>
        {rows.map((row, index) => (
          <li key={row.offer.id} data-kind={row.offer.kind}>
            <ul aria-label={`Said about: ${offerWords(row.offer)}`} className="cn-left-open-lines">
              {row.lines.map((line) => (
                <li key={line.id}>
                  <a href={`#${lineAnchor(line.id)}`}>
                    {line.who === '' ? null : <b>{line.who}: </b>}
                    {line.text}
                  </a>
                </li>
              ))}
            </ul>
            <p className="cn-left-open-offer">
              <span>{row.offer.text}</span>
              {openIds.has(row.offer.id) ? (
                <>
                  {row.offer.accept === null ? null : (
                    <button
                      type="button"
                      className="cn-small-button"
                      data-row={index}
                      aria-label={`Accept: ${offerWords(row.offer)}`}
                      onClick={() => {
                        settle(acceptOffer, row, 'Accepted');
                      }}
                    >
                      Accept
                    </button>
                  )}
                  <button
                    type="button"
                    className="cn-small-button"
                    data-row={index}
                    aria-label={`Dismiss: ${offerWords(row.offer)}`}
                    onClick={() => {
                      settle(dismissOffer, row, 'Dismissed');
                    }}
                  >
                    Dismiss
                  </button>
                </>
              ) : (
                <span className="cn-left-open-word">{own[row.offer.id] ?? 'Settled'}</span>
              )}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="cn-small-button" onClick={close}>
          {left === 0 ? 'Close' : 'Not now'}
        </button>
      </p>
    </section>
  );
}

/** Spellings are offered in review alone, so none was left open before. */
function isForList({ offer }: OpenOffer): boolean {
  return offer.kind !== 'term';
}

function rowOf({ offer, lines }: OpenOffer): Row {
  return {
    offer,
    lines: lines.map(({ node }, index) => ({
      id: offer.lineIds[index] ?? '',
      who: lineAttrs(node).speakerName ?? '',
      text: blockText(node),
    })),
  };
}
