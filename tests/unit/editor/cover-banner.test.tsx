// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, describe } from 'vitest';
import type { NotesSession } from '#components/editor/collab/notes-session.ts';
import { CoverBanner } from '#components/editor/cover/cover-banner.tsx';
import { CoverDesk } from '#components/editor/cover/cover-desk.ts';
import type { CallCommand, CallStateMessage } from '#lib/collab/call-state.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const ada = { userId: 'ada', name: 'Ada' };
const bo = { userId: 'bo', name: 'Bo' };

let host: HTMLElement;
let root: Root;
let editor: TypingEditor;
let announced: string[];
let sent: CallCommand['kind'][];
let listeners: Set<() => void>;
let callState: CallStateMessage | null;
let snapshot: object;

/** The server tells a state. */
async function tell(state: CallStateMessage): Promise<void> {
  callState = state;
  snapshot = { facts: { access: { write: true, reason: null, callStatus: 'live' } }, callState };
  await act(async () => {
    for (const listener of listeners) listener();
    await Promise.resolve();
  });
}

async function show(me: string): Promise<void> {
  const session = {
    getSnapshot: () => snapshot,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    command: ({ kind }: CallCommand) => {
      sent.push(kind);
      return true;
    },
  } as unknown as NotesSession;
  const announce = (text: string): void => void announced.push(text);
  const desk = new CoverDesk({ session, me, announce });
  await act(async () => {
    root.render(
      <CoverBanner editor={editor.editor} session={session} desk={desk} me={me} announce={announce} />,
    );
    await Promise.resolve();
  });
}

async function press(name: string): Promise<void> {
  const button = [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (button === undefined) throw new Error(`There is no button ${name}.`);
  await act(async () => {
    button.click();
    await Promise.resolve();
  });
}

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  editor = new TypingEditor(
    notes(item({ id: 'h', state: 'current' }, 'One'), line({ id: 'a' }, 'said'), item({ id: 'i' }, 'Two')),
  );
  announced = [];
  sent = [];
  listeners = new Set();
  await tell({ version: 0, notetaker: ada, cover: null, votes: [], ticks: [] });
});
afterEach(async () => {
  await act(async () => {
    root.unmount();
    await Promise.resolve();
  });
  host.remove();
  editor.destroy();
});

describe('a request for cover', () => {
  it('lets another take over, and puts their caret where the notes go on', async () => {
    await show('bo');
    expect(host.textContent).toBe('');
    await tell({ version: 1, notetaker: ada, cover: ada, votes: [], ticks: [] });
    expect(host.querySelector('span')?.textContent).toBe('Ada asks somebody to take over the notes.');
    await press('Take over');
    expect(sent).toEqual(['takeOver']);
    expect(editor.rows).toEqual(['# One', 'said', '# Two']);
    await tell({ version: 2, notetaker: bo, cover: null, votes: [], ticks: [] });
    expect(host.textContent).toBe('');
    editor.type('here');
    expect(editor.rows).toEqual(['# One', 'said', 'here', '# Two']);
    expect(announced).toEqual(['Ada asks somebody to take over the notes.', 'You take the notes now.']);
  });

  it('leaves the notes of who was too late alone', async () => {
    await show('cem');
    await tell({ version: 1, notetaker: ada, cover: ada, votes: [], ticks: [] });
    await press('Take over');
    await tell({ version: 2, notetaker: bo, cover: null, votes: [], ticks: [] });
    expect(editor.rows).toEqual(['# One', 'said', '# Two']);
    expect(announced.at(-1)).toBe('Bo takes the notes now.');
  });

  it('is taken back by who asks', async () => {
    await show('ada');
    await tell({ version: 1, notetaker: ada, cover: ada, votes: [], ticks: [] });
    expect(host.querySelector('span')?.textContent).toBe('Asked. Waiting for somebody');
    await press('Never mind');
    expect(sent).toEqual(['withdrawCover']);
    await tell({ version: 2, notetaker: ada, cover: null, votes: [], ticks: [] });
    expect(announced.at(-1)).toBe('Nobody is asked any more.');
  });
});
