import { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { plainClock } from '#components/editor/engine/clock-text.ts';
import { CallSource } from '#components/editor/engine/call-source.ts';
import { VoteSource } from '#components/editor/agenda/vote-source.ts';
import { editorExtensions } from '#components/editor/extensions.ts';
import { keyTable } from '#components/editor/keys/key-table.ts';
import { keptOffers } from '#components/editor/offers/kept-offers.ts';
import type { EditorPanel } from '#components/editor/panels/editor-panel.ts';
import { RosterSource } from '#components/editor/views/roster-source.ts';
import type { ActionDone, VoteCommand } from '#lib/collab/call-state.ts';
import type { BlockJson, NotesJson } from '#lib/notes/note-json.ts';
import { createNotesUpdate, notesJson } from '#lib/notes/ydoc.ts';
import { defaultEditorSettings } from '#lib/settings/editor-settings.ts';
import type { RosterPerson } from '#lib/speakers/roster.ts';

/** The people of the tests' series; `Milo` begins `Milou`. */
export const roster: RosterPerson[] = ['Milo', 'Milou', 'Odile Brandt', 'Otto'].map((name, index) => ({
  id: `p_${index + 1}`,
  name,
  initials: ['MI', 'MU', 'OB', 'OT'][index] ?? '',
  aliases: [],
  number: index + 1,
}));

/** A document that is kept in step by something else, such as a session of the page. */
export type SharedDocument = { doc: Y.Doc; awareness: Awareness; newId: () => string };

/** The editor as a person at a keyboard has it, without a browser around it. */
export class TypingEditor {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly editor: Editor;
  readonly context: NotesContext;
  readonly announced: string[] = [];
  readonly refused: string[] = [];
  readonly panels: EditorPanel[] = [];
  readonly call = new CallSource({ status: 'live', terms: [], mayAddTerms: false });
  readonly voted: VoteCommand[] = [];
  readonly votes = new VoteSource({
    me: 'u1',
    send: (command) => this.voted.push(command) > 0,
    announce: (text) => void this.announced.push(text),
  });
  settings = defaultEditorSettings;
  proposer: string | null = null;
  now = new Date('2026-03-10T14:00:00.000Z');
  left = 0;
  readsOut = true;
  coverPressed = 0;
  /** What was said of actions over the socket, while there is one. */
  readonly ticked: ActionDone[] = [];
  connected = true;
  readOnly = false;
  private ids = 0;
  private held: (() => void)[] | null = null;

  private readonly startsAt: string | null;

  constructor(
    notes: NotesJson,
    update?: Uint8Array,
    startsAt: string | null = null,
    name = 'Milo',
    shared?: SharedDocument,
  ) {
    this.startsAt = startsAt;
    this.doc = shared?.doc ?? new Y.Doc();
    this.awareness = shared?.awareness ?? new Awareness(this.doc);
    if (shared === undefined) Y.applyUpdate(this.doc, update ?? createNotesUpdate(notes, 'lineage-1'));
    const source = new RosterSource(roster);
    const context: NotesContext = {
      callId: 'call-1',
      seriesId: 's1',
      zone: 'UTC',
      startsAt: this.startsAt,
      heldOn: null,
      lengthMinutes: 60,
      nextCallAt: null,
      roster: () => source.get(),
      call: this.call,
      votes: this.votes,
      now: () => this.now,
      // Each browser makes ids of its own.
      newId: shared?.newId ?? (() => `${update === undefined ? 'n' : 'm'}${String((this.ids += 1))}`),
      settings: () => this.settings,
      proposer: () => this.proposer,
      openPanel: (panel) => void this.panels.push(panel),
      announce: (text) => void this.announced.push(text),
      readsOut: () => this.readsOut,
      setReadsOut: (on) => {
        this.readsOut = on;
      },
      cover: () => {
        this.coverPressed += 1;
      },
      tick: (action) => {
        if (this.connected) this.ticked.push(action);
        return this.connected;
      },
    };
    this.context = context;
    const leave = (): boolean => {
      this.left += 1;
      return true;
    };
    const table = keyTable({ context, leave });
    this.editor = new Editor({
      element: document.createElement('div'),
      enablePasteRules: false,
      enableContentCheck: true,
      extensions: editorExtensions({
        doc: this.doc,
        awareness: this.awareness,
        me: { name, color: '#2f6fb3' },
        context,
        roster: source,
        table,
        keptOffers: keptOffers('call-33', 'u1'),
        label: 'call 33',
        listId: 'list',
        isReadOnly: () => this.readOnly,
        clockText: plainClock('UTC'),
        refusePaste: (why) => void this.refused.push(why),
      }),
    });
    // A view that is left open looks at its page once more when there is no page any longer.
    onTestFinished(() => {
      if (!this.editor.isDestroyed) this.destroy();
    });
  }

  /** Another person's editor of the same document; changes and presences travel both ways at once. */
  peer(name = 'Otto'): TypingEditor {
    const other = new TypingEditor(
      { type: 'doc', content: [] },
      Y.encodeStateAsUpdate(this.doc),
      this.startsAt,
      name,
    );
    hearPresence(this.awareness, other.awareness);
    hearPresence(other.awareness, this.awareness);
    this.sendTo(other);
    other.sendTo(this);
    return other;
  }

  /** Keeps what is changed here from the others until the returned function is called. */
  hold(): () => void {
    this.held = [];
    return () => {
      const sends = this.held ?? [];
      this.held = null;
      for (const send of sends) send();
    };
  }

  private sendTo(other: TypingEditor): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'peer') return;
      const send = (): void => {
        Y.applyUpdate(other.doc, update, 'peer');
      };
      if (this.held === null) send();
      else this.held.push(send);
    });
  }

  /** Puts the caret into a block, at its end or at an offset. */
  caret(block: number, offset?: number): this {
    const { doc } = this.editor.state;
    let pos = 0;
    for (let index = 0; index < block; index += 1) pos += doc.child(index).nodeSize;
    const at = pos + 1 + (offset ?? doc.child(block).content.size);
    this.editor.view.dispatch(this.editor.state.tr.setSelection(TextSelection.create(doc, at)));
    return this;
  }

  /** Types text key by key. */
  type(text: string): this {
    for (const key of text) {
      const { view } = this.editor;
      const { from, to } = view.state.selection;
      const insert = () => view.state.tr.insertText(key, from, to);
      const handled = view.someProp('handleTextInput', (handle) => handle(view, from, to, key, insert));
      if (handled !== true) view.dispatch(insert());
    }
    return this;
  }

  /** Presses keys by name, `Shift-Enter` for one with modifiers. Keys that nobody handles do nothing. */
  press(...names: string[]): this {
    for (const name of names) {
      const parts = name.split(/-(?!$)/);
      const key = parts.at(-1) ?? '';
      this.keydown({
        key,
        ctrlKey: parts.includes('Mod') || parts.includes('Ctrl'),
        shiftKey: parts.includes('Shift'),
        altKey: parts.includes('Alt'),
      });
    }
    return this;
  }

  /** Presses one key as a browser says it; returns whether somebody handled it. */
  keydown({ altGraph = false, ...init }: KeyboardEventInit & { altGraph?: boolean }): boolean {
    const event = new KeyboardEvent('keydown', init);
    // happy-dom says AltGraph for every Alt.
    event.getModifierState = (name) => name === 'AltGraph' && altGraph;
    const { view } = this.editor;
    return view.someProp('handleKeyDown', (handle) => handle(view, event)) === true;
  }

  /** Pastes plain text. */
  paste(text: string): this {
    this.editor.view.pasteText(text);
    return this;
  }

  /** The blocks of the shared document. */
  get blocks(): BlockJson[] {
    return notesJson(this.doc).content;
  }

  /** The document in short: one row a block, `who: text`, gaps as `‹…›`, stamps as `[14:12]`. */
  get rows(): string[] {
    return this.blocks.map((block) => {
      const text = (block.content ?? [])
        .map((node) => {
          if (node.type === 'text') return node.text;
          if (node.type === 'gap') return `‹${node.attrs.text}›`;
          if (node.type === 'stamp') return `[${node.attrs.text}]`;
          return '';
        })
        .join('');
      if (block.type === 'agendaItem') return `${'#'.repeat(block.attrs.level)} ${text}`;
      if (block.type !== 'line') return `${block.type} ${text}`;
      const tag = block.attrs.tag === null ? '' : `(${block.attrs.tag}) `;
      const who = block.attrs.speakerName === null ? '' : `${block.attrs.speakerName}: `;
      return `${'>'.repeat(block.attrs.indent)}${tag}${who}${text}`;
    });
  }

  destroy(): void {
    this.editor.destroy();
    this.doc.destroy();
  }
}

/** Passes on what one person says of themselves, as the server does. */
function hearPresence(from: Awareness, to: Awareness): void {
  const pass = (): void => {
    applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'peer');
  };
  pass();
  from.on('update', (_change: unknown, origin: unknown) => {
    if (origin !== 'peer') pass();
  });
}
