import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { UNTITLED_ITEM } from '#lib/agenda/item-title.ts';
import { MAX_MINUTES, type AgendaItemState } from '#lib/notes/schema/agenda-item.ts';
import type { Decoration, EditorView, NodeView, NodeViewConstructor } from '@tiptap/pm/view';
import { itemAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { blockViewFacts } from '#components/editor/plugins/agenda-view.ts';
import { itemFacts } from './item-facts.ts';
import { itemHandle } from './item-handle.ts';
import { element, isOutsideText, isSameBlock, margin, setData, setText } from './line-view.ts';
import { fromLink } from './from-link.ts';
import { writingMark } from './writing-mark.ts';

const stateWords: Record<AgendaItemState, string> = {
  open: '',
  current: 'Now',
  done: 'Done',
  noTime: 'No time',
  carried: 'Carried over',
  seeOther: 'See other item',
};

/**
 * An agenda item on screen: its computed number, the heading, its minutes, which can be typed over, what is known of it
 * below, and a handle that moves it and opens what can be done with it.
 */
export function agendaItemView(context: NotesContext): NodeViewConstructor {
  return (initial, view, getPos, initialDecorations): NodeView =>
    itemView(context, initial, view, getPos, initialDecorations);
}

function itemView(
  context: NotesContext,
  initial: ProseMirrorNode,
  view: EditorView,
  getPos: () => number | undefined,
  initialDecorations: readonly Decoration[],
): NodeView {
  let node = initial;
  const { level } = itemAttrs(node);
  const dom = element('div', 'cn-item');
  dom.dataset['level'] = String(level);
  const number = margin('cn-number');
  const contentDOM = element(level === 2 ? 'h3' : 'h2', 'cn-heading');
  const box = margin('cn-minutes');
  const input = document.createElement('input');
  input.type = 'text';
  input.inputMode = 'numeric';
  input.maxLength = 3;
  input.placeholder = '–';
  const unit = element('span', 'cn-unit');
  unit.textContent = 'min';
  unit.ariaHidden = 'true';
  box.append(input, unit);
  const chip = margin('cn-item-state');
  const writing = writingMark();
  const handle = itemHandle(view, () => itemAttrs(node).id, context);
  const facts = itemFacts(context);
  const from = fromLink('cn-from');
  dom.append(number, contentDOM, chip, box, handle, facts.dom, from.dom, writing.dom);

  function drawFrom(): void {
    const { id } = itemAttrs(node);
    from.draw(id === null ? null : (context.call.get().origins?.items[id] ?? null));
  }

  function draw(decorations: readonly Decoration[]): void {
    const attrs = itemAttrs(node);
    const { number: computed = '', anchor = '', shownFit, writer } = blockViewFacts(decorations);
    writing.draw(writer);
    if (dom.id !== anchor) dom.id = anchor;
    setData(dom, 'id', attrs.id);
    setData(dom, 'state', attrs.state === 'open' ? null : attrs.state);
    setText(number, computed);
    setText(chip, stateWords[attrs.state]);
    const minutes = attrs.minutes === null ? '' : String(attrs.minutes);
    if (document.activeElement !== input) input.value = minutes;
    input.ariaLabel = `Minutes for item ${computed}`;
    setData(box, 'empty', minutes === '' ? 'true' : null);
    setData(dom, 'fit', shownFit === undefined || shownFit.fit === 'in' ? null : shownFit.fit);
    handle.ariaLabel = `Item ${computed}, ${node.textContent.trim() || 'untitled'}: move, or open what can be done`;
    // A heading without words would be none to a screen reader.
    contentDOM.ariaLabel = node.content.size === 0 ? UNTITLED_ITEM : null;
    facts.draw(node, shownFit);
    drawFrom();
    // A heading without words is none to a screen reader.
    contentDOM.ariaLabel = node.content.size === 0 ? UNTITLED_ITEM : null;
  }

  function write(): void {
    const minutes = readMinutes(input.value);
    const pos = getPos();
    if (pos === undefined || !view.editable || minutes === itemAttrs(node).minutes) return;
    const tr = view.state.tr.setNodeAttribute(pos, 'minutes', minutes).setNodeAttribute(pos, 'timebox', null);
    view.dispatch(tr.setMeta(NOT_TYPED, true));
  }

  function showMinutes(): void {
    const { minutes } = itemAttrs(node);
    input.value = minutes === null ? '' : String(minutes);
  }

  input.addEventListener('focus', () => {
    input.readOnly = !view.editable;
  });
  input.addEventListener('input', () => {
    setData(box, 'empty', input.value === '' ? 'true' : null);
  });
  input.addEventListener('blur', () => {
    write();
    showMinutes();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    if (event.key === 'Escape') showMinutes();
    leave(view, getPos(), node.content.size);
  });

  let drawn = initialDecorations;
  draw(drawn);
  const forgetVotes = context.votes.subscribe(() => {
    draw(drawn);
  });
  const forgetCall = context.call.subscribe(drawFrom);
  return {
    dom,
    contentDOM,
    update(next, decorations) {
      if (!isSameBlock(node, next) || itemAttrs(next).level !== level) return false;
      node = next;
      drawn = decorations;
      draw(drawn);
      return true;
    },
    stopEvent: ({ target }) =>
      (target instanceof globalThis.Node && [box, handle, facts.dom].some((part) => part.contains(target))) ||
      from.holds(target),
    ignoreMutation: (mutation) => isOutsideText(mutation, contentDOM),
    destroy: () => {
      forgetVotes();
      forgetCall();
      // A drag ends with what is dragged.
      handle.dispatchEvent(new Event('pointercancel'));
    },
  };
}

function leave(view: EditorView, pos: number | undefined, contentSize: number): void {
  view.focus();
  if (pos === undefined) return;
  const end = view.state.doc.resolve(pos + 1 + contentSize);
  view.dispatch(view.state.tr.setSelection(TextSelection.near(end, -1)));
}

function readMinutes(text: string): number | null {
  const minutes = Number.parseInt(text, 10);
  return Number.isNaN(minutes) || minutes < 1 ? null : Math.min(MAX_MINUTES, minutes);
}
