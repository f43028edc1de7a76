import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type {
  Decoration,
  EditorView,
  NodeView,
  NodeViewConstructor,
  ViewMutationRecord,
} from '@tiptap/pm/view';
import { originWords } from '#lib/carry-over/carried-words.ts';
import { lineAnchor } from '#lib/notes/item-anchor.ts';
import { blockId, lineAttrs } from '#components/editor/engine/blocks.ts';
import { blockViewFacts } from '#components/editor/plugins/agenda-view.ts';
import type { ShownOffer } from '#components/editor/plugins/margin-offers.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { RosterSource } from './roster-source.ts';
import { lineAction, lineOrigin } from '#components/editor/engine/line-action.ts';
import { fromLink } from './from-link.ts';
import { tagChip } from './tag-chip.ts';
import { tickBox } from './tick-box.ts';
import { writingMark } from './writing-mark.ts';

/** What stands beside a line's text and can be pressed. */
export type BesideLine = {
  draw(shown: ShownOffer | undefined): void;
  /** Whether something on the page belongs to it, so that what happens there is no concern of the text. */
  holds(target: EventTarget | null): boolean;
};

/**
 * A line on screen: the speaker hanging to the left, the text, a chip for the tag, the time at the right. Changed
 * attributes change the same elements, so that the text under the caret or an input method is never redrawn.
 */
export function lineView(
  roster: RosterSource,
  clockText: (instant: string) => string,
  context: NotesContext,
  offerBeside: (line: HTMLElement, view: EditorView) => BesideLine,
): NodeViewConstructor {
  return (initial, view, _getPos, initialDecorations): NodeView => {
    let node = initial;
    let decorations: readonly Decoration[] = initialDecorations;
    const dom = element('div', 'cn-line');
    const who = margin('cn-who');
    const initials = element('span', 'cn-initials');
    initials.ariaHidden = 'true';
    const name = element('span', 'cn-name');
    const number = element('span', 'cn-person-number');
    number.ariaHidden = 'true';
    // The suggested name is no content: it stands where the name will be, out of the caret's and the input method's way.
    const faint = element('span', 'cn-suggested');
    faint.ariaHidden = 'true';
    const faintInitials = element('span', 'cn-initials');
    const faintName = element('span', 'cn-suggested-name');
    const faintNumber = element('span', 'cn-person-number');
    faint.append(faintInitials, faintName, faintNumber);
    who.append(initials, name, number, faint);
    const tick = tickBox(view, context);
    const tag = tagChip(view, roster, context);
    const from = fromLink('cn-from');
    const contentDOM = element('p', 'cn-text');
    const at = margin('cn-at');
    at.ariaHidden = 'true';
    const writing = writingMark();
    dom.append(who, tick.dom, tag.dom, from.dom, contentDOM, at, writing.dom);
    const beside = offerBeside(dom, view);

    function draw(): void {
      const attrs = lineAttrs(node);
      setData(dom, 'id', attrs.id);
      if (attrs.id !== null) dom.id = lineAnchor(attrs.id);
      setData(dom, 'tag', attrs.tag);
      setData(dom, 'indent', attrs.indent === 0 ? null : String(attrs.indent));
      dom.style.setProperty('--cn-indent', String(attrs.indent));
      const speaker = attrs.speaker === null ? null : roster.shown(attrs.speaker, attrs.speakerName);
      setData(dom, 'speaker', attrs.speaker);
      setData(dom, 'color', speaker === null ? null : String(speaker.color));
      setText(initials, speaker?.initials ?? '');
      setText(name, speaker?.name ?? '');
      // A long name is cut off in the margin.
      who.title = speaker?.name ?? '';
      setText(number, String(speaker?.number ?? ''));
      const { suggested, offer, writer } = blockViewFacts(decorations);
      writing.draw(writer);
      const shown = suggested === undefined ? null : roster.offered(suggested.id, suggested.name);
      setText(faintInitials, shown?.initials ?? '');
      setText(faintName, shown?.name ?? '');
      setText(faintNumber, String(shown?.number ?? ''));
      faint.hidden = suggested === undefined;
      tick.draw(node);
      tag.draw(node);
      const origin = lineOrigin(node, context);
      from.draw(origin === null ? null : { words: originWords(origin), href: origin.href });
      const settled = (lineAction(node, context) ?? origin)?.done === true;
      setData(dom, 'origin', origin?.kind ?? null);
      setData(dom, 'settled', settled ? 'true' : null);
      showPrompt(contentDOM, node.content.size === 0 ? attrs.prompt : null);
      setText(at, attrs.at === null ? '' : clockText(attrs.at));
      beside.draw(offer);
    }

    draw();
    const forgetRoster = roster.subscribe(draw);
    const forgetCall = context.call.subscribe(draw);
    return {
      dom,
      contentDOM,
      update(next, nextDecorations) {
        if (!isSameBlock(node, next)) return false;
        node = next;
        decorations = nextDecorations;
        draw();
        return true;
      },
      stopEvent: (event) =>
        beside.holds(event.target) || tick.holds(event.target) || from.holds(event.target),
      ignoreMutation: (mutation) => isOutsideText(mutation, contentDOM) || beside.holds(mutation.target),
      destroy: () => {
        forgetRoster();
        forgetCall();
      },
    };
  };
}

/** What is asked for on an empty line stands there faintly, drawn by the style sheet: it is never text. */
function showPrompt(text: HTMLElement, prompt: string | null): void {
  setData(text, 'prompt', prompt);
  text.ariaDescription = prompt;
}

/**
 * Whether a view of one node may go on as the view of another. Only of the same block: when a line arrives above, the
 * rows below must keep their elements, or what somebody reads would be moved.
 */
export function isSameBlock(node: ProseMirrorNode, next: ProseMirrorNode): boolean {
  return next.type === node.type && (blockId(node) === null || blockId(node) === blockId(next));
}

/** Whether a change of the page is our own drawing around the text, of no concern to the document. */
export function isOutsideText(mutation: ViewMutationRecord, contentDOM: HTMLElement): boolean {
  if (mutation.type === 'selection') return false;
  if (mutation.target === contentDOM) return mutation.type === 'attributes';
  return !contentDOM.contains(mutation.target);
}

export function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

/** An element beside the text that the caret cannot enter. */
export function margin(className: string): HTMLElement {
  const made = element('span', className);
  made.contentEditable = 'false';
  return made;
}

export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}

export function setData(target: HTMLElement, name: string, value: string | null): void {
  if (value === null) delete target.dataset[name];
  else if (target.dataset[name] !== value) target.dataset[name] = value;
}
