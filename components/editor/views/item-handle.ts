import type { EditorView } from '@tiptap/pm/view';
import { moveSectionTo } from '#components/editor/commands/move-sections.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { dropPlaces, type DropPlace } from './drop-places.ts';

/** Pixels that a pointer may tremble before a press is a drag. */
const DRAG_PX = 5;
/** Height of the bands at the window's edges in which a drag scrolls, and pixels it scrolls at most per frame. */
const SCROLL_BAND_PX = 90;
const SCROLL_STEP_PX = 14;

/**
 * The handle of an agenda item: dragged by mouse, pen or finger it moves the item with its section to where the line is
 * drawn; pressed it opens what can be done with the item. Escape lets the item stay.
 */
export function itemHandle(
  view: EditorView,
  itemId: () => string | null,
  context: NotesContext,
): HTMLElement {
  const handle = document.createElement('button');
  handle.type = 'button';
  handle.className = 'cn-handle';
  handle.contentEditable = 'false';
  handle.title = 'Drag to move, press for more';
  handle.innerHTML = GRIP;
  let drag: Drag | null = null;
  let dragged = false;

  handle.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !view.editable) return;
    dragged = false;
    drag = new Drag(view, itemId(), event);
    handle.setPointerCapture(event.pointerId);
    // Else the browser begins to select text, and takes the focus from the notes.
    event.preventDefault();
  });
  handle.addEventListener('pointermove', (event) => {
    drag?.move(event);
  });
  handle.addEventListener('pointerup', () => {
    const place = drag?.end() ?? null;
    dragged = place !== null;
    drag = null;
    const id = itemId();
    if (place === null || place === 'stay' || id === null) return;
    moveSectionTo(id, place.before, context)(view.state, view.dispatch, view);
  });
  handle.addEventListener('pointercancel', () => {
    drag?.end();
    drag = null;
  });
  handle.addEventListener('click', () => {
    const id = itemId();
    if (!dragged && id !== null && view.editable) context.openPanel({ kind: 'item', itemId: id });
    dragged = false;
  });
  return handle;
}

const GRIP =
  '<svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="currentColor">' +
  [3, 8, 13]
    .map((y) => `<circle cx="5.5" cy="${y}" r="1.25"/><circle cx="10.5" cy="${y}" r="1.25"/>`)
    .join('') +
  '</svg>';

/** One drag, from the press to the drop. */
class Drag {
  private readonly view: EditorView;
  private readonly itemId: string | null;
  private readonly startY: number;
  private readonly line = document.createElement('div');
  private clientY: number;
  private place: DropPlace | null = null;
  private frame = 0;
  private begun = false;
  private cancelled = false;

  constructor(view: EditorView, itemId: string | null, event: PointerEvent) {
    this.view = view;
    this.itemId = itemId;
    this.startY = event.clientY;
    this.clientY = event.clientY;
    this.line.className = 'cn-drop-line';
    window.addEventListener('keydown', this.escape, true);
  }

  move({ clientY }: PointerEvent): void {
    this.clientY = clientY;
    if (this.cancelled || this.itemId === null) return;
    if (!this.begun && Math.abs(clientY - this.startY) < DRAG_PX) return;
    if (!this.begun) this.begin();
    this.draw();
  }

  /** Ends it: null when it never was a drag, `stay` when the item stays, else where it goes. */
  end(): DropPlace | 'stay' | null {
    window.removeEventListener('keydown', this.escape, true);
    cancelAnimationFrame(this.frame);
    this.line.remove();
    this.view.dom.classList.remove('cn-dragging');
    if (!this.begun) return null;
    return this.cancelled ? 'stay' : (this.place ?? 'stay');
  }

  private begin(): void {
    this.begun = true;
    this.view.dom.classList.add('cn-dragging');
    this.view.dom.parentElement?.append(this.line);
    const scroll = (): void => {
      const step = scrollStep(this.clientY);
      if (step !== 0 && !this.cancelled) {
        window.scrollBy(0, step);
        this.draw();
      }
      this.frame = requestAnimationFrame(scroll);
    };
    this.frame = requestAnimationFrame(scroll);
  }

  private draw(): void {
    if (this.itemId === null) return;
    const places = dropPlaces(this.view, this.itemId);
    const distance = ({ y }: DropPlace): number => Math.abs(y - this.clientY);
    this.place = places.toSorted((one, other) => distance(one) - distance(other))[0] ?? null;
    const page = this.line.parentElement;
    this.line.hidden = this.place === null;
    if (page === null || this.place === null) return;
    const { top } = page.getBoundingClientRect();
    this.line.style.insetBlockStart = `${String(this.place.y - top)}px`;
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.begun) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancelled = true;
    this.line.remove();
    this.view.dom.classList.remove('cn-dragging');
  };
}

function scrollStep(y: number): number {
  const below = y - (window.innerHeight - SCROLL_BAND_PX);
  const above = SCROLL_BAND_PX - y;
  const into = Math.max(below, above);
  if (into <= 0) return 0;
  const step = Math.ceil((Math.min(into, SCROLL_BAND_PX) / SCROLL_BAND_PX) * SCROLL_STEP_PX);
  return below > 0 ? step : -step;
}
