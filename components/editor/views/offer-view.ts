import type { EditorView } from '@tiptap/pm/view';
import { acceptOffer, dismissOffer } from '#components/editor/commands/settle-offers.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { offerWords } from '#components/editor/offers/offer-words.ts';
import { tellOffers, type ShownOffer } from '#components/editor/plugins/margin-offers.ts';
import { element, margin, setData, setText, type BesideLine } from './line-view.ts';

/**
 * The offer beside a line: in the margin where that is wide enough, else a mark that opens it over the line below. It
 * takes no room of its own, so that a line that gets or loses an offer moves nothing.
 */
export function offerView(context: NotesContext): (line: HTMLElement, view: EditorView) => BesideLine {
  return (line, view) => besideLine(line, view, context);
}

function besideLine(line: HTMLElement, view: EditorView, context: NotesContext): BesideLine {
  let box: OfferBox | null = null;
  let id: string | null = null;
  return {
    draw(shown) {
      if (shown === undefined) {
        if (box === null) return;
        setData(line, 'offer', null);
        const hadFocus = box.root.contains(document.activeElement);
        box.root.remove();
        box = null;
        id = null;
        if (hadFocus) view.focus();
        return;
      }
      id = shown.offer.id;
      setData(line, 'offer', shown.opened ? 'open' : 'closed');
      if (box === null) {
        box = offerBox(view, context, () => id);
        line.append(box.root);
      }
      box.draw(shown);
    },
    holds: (target) => box !== null && target instanceof globalThis.Node && box.root.contains(target),
  };
}

type OfferBox = { root: HTMLElement; draw(shown: ShownOffer): void };

function offerBox(view: EditorView, context: NotesContext, currentId: () => string | null): OfferBox {
  const root = margin('cn-offer');
  const mark = button('cn-offer-mark', '?');
  const body = element('span', 'cn-offer-body');
  const text = element('span', 'cn-offer-text');
  const accept = button('cn-offer-button', '✓');
  const dismiss = button('cn-offer-button', '✕');
  body.append(text, accept, dismiss);
  root.append(mark, body);

  // A composition must not be disturbed by a redrawing that the pointer brought about.
  function tell(kind: 'pointed' | 'opened', id: string | null): void {
    if (!view.isDestroyed && !view.composing) view.dispatch(tellOffers(view.state.tr, { kind, id }));
  }
  const settle = (command: typeof acceptOffer) => (): void => {
    const id = currentId();
    if (id !== null) command(context, id)(view.state, view.dispatch, view);
  };

  // The caret stays where somebody types.
  root.addEventListener('mousedown', (event) => {
    event.preventDefault();
  });
  mark.addEventListener('click', () => {
    tell('opened', mark.ariaExpanded === 'true' ? null : currentId());
  });
  accept.addEventListener('click', settle(acceptOffer));
  dismiss.addEventListener('click', settle(dismissOffer));
  for (const event of ['mouseenter', 'focusin']) {
    root.addEventListener(event, () => {
      tell('pointed', currentId());
    });
  }
  for (const event of ['mouseleave', 'focusout']) {
    root.addEventListener(event, () => {
      tell('pointed', null);
    });
  }

  return {
    root,
    draw({ offer, waiting, opened }) {
      const words = offerWords(offer);
      setData(root, 'kind', offer.kind);
      setData(root, 'open', opened ? 'true' : null);
      mark.ariaExpanded = String(opened);
      setText(text, waiting === 0 ? offer.text : `${offer.text} (+${String(waiting)})`);
      text.title = offer.text;
      mark.ariaLabel = `Offer: ${words}`;
      accept.ariaLabel = `Accept: ${words}`;
      accept.title = 'Accept';
      accept.hidden = offer.accept === null;
      dismiss.ariaLabel = `Dismiss: ${words}`;
      dismiss.title = 'Dismiss';
    },
  };
}

function button(className: string, sign: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  const drawn = element('span', 'cn-offer-sign');
  drawn.ariaHidden = 'true';
  drawn.textContent = sign;
  made.append(drawn);
  return made;
}
