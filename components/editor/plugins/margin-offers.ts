import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { blockAt, blockId } from '#components/editor/engine/blocks.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { KeptOffers } from '#components/editor/offers/kept-offers.ts';
import type { MarginOffer, OfferSource } from '#components/editor/offers/margin-offer.ts';
import {
  areSameOffers,
  findOffers,
  standingOffers,
  type FoundOffer,
  type OpenOffer,
} from '#components/editor/offers/open-offers.ts';
import { quietMoment } from '#components/editor/offers/quiet-moment.ts';

/** What a line's view is told: the first offer about the line, and how many wait behind it. */
export type ShownOffer = {
  offer: MarginOffer;
  waiting: number;
  /** Whether its mark was pressed where there is no room to show all of it. */
  opened: boolean;
};

type Offers = {
  found: readonly FoundOffer[];
  /** The document that offers were last looked for in. */
  lookedAt: ProseMirrorNode | null;
  /** Ids that this person dismissed, in this tab or another. */
  dismissed: ReadonlySet<string>;
  /** Ids accepted since offers were last looked for: the document answers for them from then on. */
  accepted: ReadonlySet<string>;
  /** The one that the pointer or the focus is on. */
  pointed: string | null;
  /** The one whose mark was pressed; closed when the caret goes elsewhere. */
  opened: string | null;
  open: readonly OpenOffer[];
};

type OffersChange =
  | { kind: 'found'; found: readonly FoundOffer[]; lookedAt: ProseMirrorNode }
  | { kind: 'kept'; dismissed: ReadonlySet<string> }
  | { kind: 'dismissed'; ids: readonly string[] }
  | { kind: 'accepted'; id: string }
  | { kind: 'pointed' | 'opened'; id: string | null };

export type MarginOffersOptions = {
  context: NotesContext;
  sources: readonly OfferSource[];
  kept: KeptOffers;
  isReadOnly(): boolean;
};

const key = new PluginKey<Offers>('marginOffers');

/** The offers that wait for an answer, in the order of their lines. */
export function openOffers(state: EditorState): readonly OpenOffer[] {
  return key.getState(state)?.open ?? [];
}

/** Whether offers were looked for since the document last changed. */
export function hasLooked(state: EditorState): boolean {
  return key.getState(state)?.lookedAt === state.doc;
}

/** Says in a transaction what became of an offer, or which one is pointed at. */
export function tellOffers(tr: Transaction, change: Exclude<OffersChange, { kind: 'found' }>): Transaction {
  return tr.setMeta(key, change);
}

/**
 * Looks for offers once nobody has typed for a moment, and shows them beside their lines. They are drawn and nothing
 * else: the document learns of an offer when somebody accepts it.
 */
export function marginOffers(options: MarginOffersOptions): Plugin<Offers> {
  const { context, sources, kept, isReadOnly } = options;
  return new Plugin<Offers>({
    key,
    state: {
      init: () => ({
        found: [],
        lookedAt: null,
        dismissed: kept.dismissed(),
        accepted: new Set(),
        pointed: null,
        opened: null,
        open: [],
      }),
      apply(tr, value, _before, state) {
        const change = tr.getMeta(key) as OffersChange | undefined;
        const opened = tr.selectionSet && !isForeign(tr) ? null : value.opened;
        const before = opened === value.opened ? value : { ...value, opened };
        if (change === undefined && !tr.docChanged) return before;
        const next = change === undefined ? before : changed(before, change);
        if (change?.kind === 'pointed' || change?.kind === 'opened') return next;
        const isSettled = (id: string): boolean => next.dismissed.has(id) || next.accepted.has(id);
        return { ...next, open: standingOffers(state.doc, next.found, isSettled) };
      },
    },
    view(view) {
      const moment = quietMoment(
        () => {
          if (!isReadOnly()) look(view, context, sources);
        },
        () => view.composing,
      );
      const forget = kept.subscribe(() => {
        view.dispatch(view.state.tr.setMeta(key, { kind: 'kept', dismissed: kept.dismissed() }));
      });
      const forgetCall = context.call.subscribe(() => {
        moment.changed();
      });
      let editable = !isReadOnly();
      if (editable) moment.changed();
      return {
        update(_view, before) {
          const was = editable;
          editable = !isReadOnly();
          if (editable && (!was || before.doc !== view.state.doc)) moment.changed();
          const dismissed = key.getState(view.state)?.dismissed;
          const fresh = [...(dismissed ?? [])].filter(
            (id) => key.getState(before)?.dismissed.has(id) === false,
          );
          if (fresh.length > 0) kept.dismiss(fresh);
        },
        destroy() {
          moment.stop();
          forget();
          forgetCall();
        },
      };
    },
    props: {
      decorations: (state) => (isReadOnly() ? null : draw(state)),
    },
  });
}

function changed(value: Offers, change: OffersChange): Offers {
  switch (change.kind) {
    case 'found':
      return { ...value, found: change.found, lookedAt: change.lookedAt, accepted: new Set() };
    case 'kept':
      return { ...value, dismissed: change.dismissed };
    case 'dismissed':
      return {
        ...value,
        dismissed: new Set([...value.dismissed, ...change.ids]),
        pointed: null,
        opened: null,
      };
    case 'accepted':
      return { ...value, accepted: new Set([...value.accepted, change.id]), pointed: null, opened: null };
    case 'pointed':
      return { ...value, pointed: change.id };
    case 'opened':
      return { ...value, opened: change.id };
  }
}

function look(view: EditorView, context: NotesContext, sources: readonly OfferSource[]): void {
  if (view.isDestroyed) return;
  const { doc, tr } = view.state;
  const before = key.getState(view.state)?.found ?? [];
  const now = findOffers(doc, context, sources);
  // The same offers stay the very same, so that nothing is drawn anew.
  const found = areSameOffers(before, now) ? before : now;
  view.dispatch(tr.setMeta(key, { kind: 'found', found, lookedAt: doc } satisfies OffersChange));
}

/** Each line's first offer, and a light mark on all lines of the one that the pointer, the focus or the caret is on. */
function draw(state: EditorState): DecorationSet | null {
  const offers = key.getState(state);
  if (offers === undefined || offers.open.length === 0) return null;
  const byLine = new Map<string, OpenOffer[]>();
  for (const open of offers.open) {
    byLine.set(open.offer.lineId, [...(byLine.get(open.offer.lineId) ?? []), open]);
  }
  const decorations = [...byLine.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const shown: ShownOffer = {
      offer: first.offer,
      waiting: more.length,
      opened: first.offer.id === offers.opened,
    };
    const { pos, node } = first.own;
    return [Decoration.node(pos, pos + node.nodeSize, {}, { offer: shown })];
  });
  const block = blockAt(state.selection.$head);
  const caretLine = block === null ? null : blockId(block.node);
  const marked =
    offers.open.find(({ offer }) => offer.id === offers.pointed) ??
    offers.open.find(({ offer }) => offer.id === offers.opened) ??
    (caretLine === null ? undefined : byLine.get(caretLine)?.[0]);
  for (const { pos, node } of marked?.lines ?? []) {
    decorations.push(Decoration.node(pos, pos + node.nodeSize, { class: 'cn-offer-source' }));
  }
  return DecorationSet.create(state.doc, decorations);
}
