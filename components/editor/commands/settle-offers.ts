import type { Command, EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { blockAt } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import type { OpenOffer } from '#components/editor/offers/open-offers.ts';
import { offerWords } from '#components/editor/offers/offer-words.ts';
import { openOffers, tellOffers } from '#components/editor/plugins/margin-offers.ts';

/**
 * Accepts an offer: the one with this id, or the one at the caret's line, else the nearest above the caret that is in
 * view. It is a step of its own for undo, and the caret stays.
 */
export function acceptOffer(context: NotesContext, id?: string): Command {
  return (state, dispatch, view) => {
    if (view?.editable === false) return false;
    const open = id === undefined ? offerAtCaret(state, view) : offerWithId(state, id);
    if (dispatch === undefined) return open?.offer.accept !== null;
    if (open === null) {
      context.announce('No offer here.');
      return true;
    }
    const { offer } = open;
    if (offer.accept === null) {
      context.announce('This offer can only be dismissed.');
      return true;
    }
    undoStepEndsHere(state);
    const done = offer.accept(
      state,
      (tr) => {
        dispatch(tellOffers(tr.setMeta(NOT_TYPED, true), { kind: 'accepted', id: offer.id }));
      },
      view,
    );
    undoStepEndsHere(state);
    context.announce(done ? `Accepted: ${offerWords(offer)}.` : 'This offer holds no more.');
    return true;
  };
}

/** Dismisses an offer, chosen as `acceptOffer` does: this person never sees it again. */
export function dismissOffer(context: NotesContext, id?: string): Command {
  return (state, dispatch, view) => {
    if (view?.editable === false) return false;
    const open = id === undefined ? offerAtCaret(state, view) : offerWithId(state, id);
    if (dispatch === undefined) return true;
    if (open !== null) dispatch(tellOffers(state.tr, { kind: 'dismissed', ids: [open.offer.id] }));
    context.announce(open === null ? 'No offer here.' : `Dismissed: ${offerWords(open.offer)}.`);
    return true;
  };
}

function offerWithId(state: EditorState, id: string): OpenOffer | null {
  return openOffers(state).find(({ offer }) => offer.id === id) ?? null;
}

function offerAtCaret(state: EditorState, view: EditorView | undefined): OpenOffer | null {
  const block = blockAt(state.selection.$head);
  if (block === null) return null;
  const open = openOffers(state);
  const here = open.find(({ own }) => own.pos === block.pos);
  if (here !== undefined) return here;
  const above = open.findLast(({ own }) => own.pos < block.pos);
  if (above === undefined) return null;
  // Of several about one line the first is the one that is shown.
  const shown = open.find(({ own }) => own.pos === above.own.pos) ?? above;
  return view === undefined || isInView(view, shown) ? shown : null;
}

/** Whether a line with an offer stands between the toolbar and the lower edge of the window. */
function isInView(view: EditorView, { own }: OpenOffer): boolean {
  const line = view.nodeDOM(own.pos);
  if (!(line instanceof HTMLElement)) return false;
  const { top, bottom } = line.getBoundingClientRect();
  const bar = line.closest('.cn-editor')?.querySelector('.cn-bar')?.getBoundingClientRect().bottom ?? 0;
  return bottom >= Math.max(0, bar) && top <= window.innerHeight;
}
