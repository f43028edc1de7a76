import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { WebSocket } from 'ws';
import { NotesSession } from '#components/editor/collab/notes-session.ts';
import type { Random } from '#tests/chaos/random.ts';
import { notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

export type TypistOptions = {
  name: string;
  cookie: string;
  callId: string;
  lineage: string;
  /** Such as `ws://127.0.0.1:1234`. */
  server: string;
};

const words = [
  'quay',
  'mole ',
  'milo: ',
  'Otto: ',
  'ñandú ',
  '会議',
  '😀',
  '…',
  '14:12 ',
  'https://calls.example ',
  '- ',
];
const keys = [
  'Enter',
  'Enter',
  'Shift-Enter',
  'Backspace',
  'Delete',
  'Tab',
  'Mod-]',
  'Mod-[',
  'Alt-ArrowUp',
  'Alt-ArrowDown',
  'Mod-Alt-1',
  'Mod-Alt-2',
  'Mod-Alt-0',
  'Mod-b',
  'Mod-i',
  'Mod-z',
  'Mod-z',
  'Mod-Shift-z',
];
const tags = ['a', 'd', 'q', 'i'];

/** A position that is not in the middle of a sign of two halves, where no browser puts a caret either. */
function betweenSigns(node: ProseMirrorNode, at: number): number {
  if (at === 0) return at;
  const before = node.textBetween(at - 1, at).charCodeAt(0);
  return before >= 0xd8_00 && before <= 0xdb_ff ? at - 1 : at;
}

/** Somebody with the page's own session and editor, who can be made to do what people do. */
export class Typist {
  readonly session: NotesSession;
  readonly name: string;
  private typing: TypingEditor | null = null;
  private ids = 0;

  constructor({ name, cookie, ...options }: TypistOptions) {
    this.name = name;
    // The session takes the browser's WebSocket; here it is one with a cookie.
    const browser = Reflect.get(globalThis, 'WebSocket') as unknown;
    class SocketWithCookie extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols, { headers: { cookie } });
        this.on('error', () => undefined);
      }
    }
    Reflect.set(globalThis, 'WebSocket', SocketWithCookie);
    this.session = new NotesSession({ ...options, userId: name });
    Reflect.set(globalThis, 'WebSocket', browser);
  }

  /** Attaches the editor once the document is here, as the page does. */
  open(): void {
    if (this.typing !== null || this.session.getSnapshot().phase !== 'open') return;
    this.typing = new TypingEditor(notes(), undefined, null, this.name, {
      doc: this.session.doc,
      awareness: this.session.provider.awareness,
      newId: () => `${this.name}-${String((this.ids += 1))}`,
    });
  }

  /** The editor; only after `open`. */
  get editor(): TypingEditor {
    if (this.typing === null) throw new Error(`${this.name} has no document yet.`);
    return this.typing;
  }

  get isOpen(): boolean {
    return this.typing !== null;
  }

  get isSaved(): boolean {
    const { facts } = this.session.getSnapshot();
    return facts.connection === 'connected' && facts.synced && facts.unsavedChanges === 0;
  }

  /** Does one thing, as a person would, somewhere in the notes. */
  act(random: Random): void {
    const { editor } = this;
    const { doc } = editor.editor.state;
    if (random.below(3) === 0) {
      const index = random.below(doc.childCount);
      const block = doc.child(index);
      editor.caret(index, betweenSigns(block, random.below(block.content.size + 1)));
    } else this.stepOutOfSign();
    const kind = random.below(20);
    if (kind < 9) editor.type(random.pick(words));
    else if (kind < 16) editor.press(random.pick(keys));
    else if (kind < 17) editor.press('Mod-.').type(random.pick(tags));
    else if (kind < 18) editor.paste(`one ${String(random.below(100))}\ntwo\nthree`);
    else this.remove(random);
  }

  /** Breaks the connection without a word. */
  cut(): void {
    (this.session.provider.ws as unknown as WebSocket | null)?.terminate();
  }

  destroy(): void {
    this.typing?.editor.destroy();
    this.session.destroy();
  }

  /** What others change may leave the caret in the middle of a sign; a browser moves it out. */
  private stepOutOfSign(): void {
    const { view, state } = this.editor.editor;
    const at = betweenSigns(state.doc, state.selection.from);
    if (at === state.selection.from) return;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, at)));
  }

  /** Deletes a stretch of text or blocks around the caret. */
  private remove(random: Random): void {
    const { view, state } = this.editor.editor;
    const { from } = state.selection;
    const to = betweenSigns(state.doc, Math.min(state.doc.content.size - 1, from + random.below(20)));
    if (to > from) view.dispatch(state.tr.delete(from, to));
  }
}
