// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { openActionDetails } from '#components/editor/commands/action-details.ts';
import type { LineOrigin } from '#lib/carry-over/origins.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const origin: LineOrigin = {
  kind: 'action',
  callId: 'call-0',
  lineId: 'born',
  number: 31,
  age: '4 weeks',
  href: '/core/31#l-born',
  owner: 'Odile',
  due: null,
  done: false,
};

/** A call with an action of its own, one of call 31, and a part of that call that is still to be written. */
function opened(): TypingEditor {
  const editor = new TypingEditor(
    notes(
      item({ id: 'i1', carriedSince: 30, carriedTimes: 3 }, 'Ropes'),
      line({ id: 'own', tag: 'action', ownerName: 'Otto' }, 'Mend the sail'),
      line({ id: 'ref', tag: 'action', ownerName: 'Old', bornCall: 'call-0', bornLine: 'born' }, 'Paint'),
      line({ id: 'hole', bornCall: 'call-0', bornLine: 'follow' }, '#31, 2 Masts: Minutes to follow'),
      line({ id: 'gone', tag: 'action', bornCall: 'call-0', bornLine: 'gone' }, 'Nobody knows'),
      line({ id: 'said' }, 'Hello'),
    ),
  );
  editor.call.set({
    ...editor.call.get(),
    origins: {
      lines: { ref: origin, hole: { ...origin, kind: 'placeholder', lineId: 'follow', age: null } },
      items: { i1: { words: 'carried since #30, third time', href: '/core/31#1-ropes' } },
    },
  });
  return editor;
}

const row = (editor: TypingEditor, id: string): Element =>
  editor.editor.view.dom.querySelector(`[data-id="${id}"]`) ?? document.body;
const box = (editor: TypingEditor, id: string): HTMLButtonElement | null =>
  row(editor, id).querySelector('button.tick-box:not([hidden])');
const chip = (editor: TypingEditor, id: string): string =>
  row(editor, id).querySelector('.cn-tag:not([hidden])')?.textContent ?? '';

describe('an action', () => {
  test('is ticked by its box, its own and one of an earlier call, each named by its birth', () => {
    const editor = opened();
    for (const id of ['own', 'ref']) box(editor, id)?.click();
    expect(editor.ticked).toEqual([
      { callId: 'call-1', lineId: 'own', done: true },
      { callId: 'call-0', lineId: 'born', done: true },
    ]);
    expect(editor.announced).toEqual(['The action is done.', 'The action is done.']);
    // The page shows what the server says, not what was pressed.
    expect(box(editor, 'ref')?.ariaChecked).toBe('false');
    editor.call.set({ ...editor.call.get(), ticks: [{ callId: 'call-0', lineId: 'born', done: true }] });
    expect(box(editor, 'ref')?.ariaChecked).toBe('true');
    expect(row(editor, 'ref').getAttribute('data-settled')).toBe('true');
    box(editor, 'ref')?.click();
    expect(editor.ticked.at(-1)).toEqual({ callId: 'call-0', lineId: 'born', done: false });
  });

  test('of an earlier call says whose it is there, how old, and from where', () => {
    const editor = opened();
    expect(chip(editor, 'ref')).toBe('Action · Odile');
    const from = row(editor, 'ref').querySelector('a.cn-from');
    expect([from?.textContent, from?.getAttribute('href')]).toEqual(['4 weeks, from #31', '/core/31#l-born']);
  });

  test('is ticked by the chord for details where it stands for one of an earlier call', () => {
    const editor = opened();
    openActionDetails(editor.context, 'ref')(
      editor.editor.state,
      editor.editor.view.dispatch,
      editor.editor.view,
    );
    expect(editor.ticked).toEqual([{ callId: 'call-0', lineId: 'born', done: true }]);
    expect(editor.panels).toEqual([]);
  });

  test('stays as it is without a connection, and that is said', () => {
    const editor = opened();
    editor.connected = false;
    box(editor, 'ref')?.click();
    expect(editor.announced).toEqual(['There is no connection to the server. Nothing was changed.']);
  });

  test('that is gone is plain text, as is a line of nobody', () => {
    const editor = opened();
    for (const id of ['gone', 'said']) {
      expect(box(editor, id)).toBeNull();
      expect(chip(editor, id)).toBe('');
    }
  });
});

test('a part that is still to be written says so, and where', () => {
  const editor = opened();
  expect(chip(editor, 'hole')).toBe('To follow');
  expect(box(editor, 'hole')).toBeNull();
  expect(row(editor, 'hole').querySelector('a.cn-from')?.textContent).toBe('from #31');
});

test('an item that was carried over says since when', () => {
  expect(row(opened(), 'i1').querySelector('a.cn-from')?.textContent).toBe('carried since #30, third time');
});

test('in a template nothing is ticked', () => {
  const editor = opened();
  editor.call.set({ ...editor.call.get(), template: true });
  expect(box(editor, 'own')).toBeNull();
  expect(chip(editor, 'own')).toBe('Action · Otto');
});
