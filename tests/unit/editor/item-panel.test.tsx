// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ItemPanel } from '#components/editor/panels/item-panel.tsx';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';
import { parkItem } from '#server/actions/park-item.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

vi.mock('#server/actions/park-item.ts', () => ({ parkItem: vi.fn() }));
vi.mock('#server/actions/move-item-on.ts', () => ({ moveItemOn: vi.fn() }));

let me: TypingEditor;
let root: Root;
let page: HTMLElement;
const close = vi.fn();

async function open(itemId: string): Promise<void> {
  await act(async () => {
    const props = { itemId, editor: me.editor, context: me.context, close };
    // The panel reads the call's id alone.
    root.render(<ItemPanel {...props} call={{ callId: 'call-1' } as NotesEditorProps} />);
    await Promise.resolve();
  });
}

function button(name: string): HTMLButtonElement {
  const found = [...page.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (found === undefined) throw new Error(`There is no button ${name}.`);
  return found;
}

async function press(name: string): Promise<void> {
  await act(async () => {
    button(name).click();
    await Promise.resolve();
  });
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  close.mockReset();
  me = new TypingEditor(
    notes(item({ id: 'a' }, 'Welcome'), item({ id: 'b' }, 'Fleet'), line({ id: 'l' }, 'Boats')),
  );
  me.call.set({ status: 'planned', terms: [], mayAddTerms: false });
  me.votes.set([], true);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});

afterEach(async () => {
  await act(async () => {
    root.unmount();
    await Promise.resolve();
  });
  page.remove();
  me.destroy();
  vi.unstubAllGlobals();
});

it('orders and votes for the item it was opened for, and stays open', async () => {
  await open('b');
  expect(page.querySelector('section')?.getAttribute('aria-label')).toBe('Item: Fleet');
  await press('Move up');
  expect(me.rows).toEqual(['# Fleet', 'Boats', '# Welcome']);
  await press('Want this');
  expect(me.voted).toEqual([{ kind: 'vote', item: 'b', wanted: true }]);
  await act(async () => {
    me.votes.set([{ item: 'b', people: [{ userId: 'u1', name: 'Milo' }] }], true);
    await Promise.resolve();
  });
  expect(button('1 wants this').ariaPressed ?? button('1 wants this').getAttribute('aria-pressed')).toBe(
    'true',
  );
  expect(close).not.toHaveBeenCalled();
});

it('says what the server refused, and closes when it did what was asked', async () => {
  vi.mocked(parkItem).mockResolvedValueOnce({ ...idleForm, status: 'failed', message: 'No.' });
  await open('b');
  await press('Park');
  expect(page.querySelector('[role="alert"]')?.textContent).toBe('No.');
  vi.mocked(parkItem).mockResolvedValueOnce({ ...idleForm, status: 'done', message: 'Parked.' });
  await press('Park');
  expect(vi.mocked(parkItem).mock.calls.at(-1)?.[1].get('itemId')).toBe('b');
  expect(close).toHaveBeenCalledOnce();
});

it('parks and moves nothing of a template', async () => {
  me.call.set({ template: true, status: 'planned', terms: [], mayAddTerms: false });
  await open('a');
  const names = [...page.querySelectorAll('button')].map(({ textContent }) => textContent);
  expect(names).toEqual(['Move up', 'Move down', 'Make it a sub-item', 'Close']);
});
