// @vitest-environment happy-dom
import { describe, expect, it, test } from 'vitest';
import { defaultEditorSettings } from '#lib/settings/editor-settings.ts';
import { chordsOf, keymapOf } from '#components/editor/keys/bound-keys.ts';
import { keyTable, keyText } from '#components/editor/keys/key-table.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const table = keyTable({
  context: {
    seriesId: 's1',
    zone: 'UTC',
    startsAt: null,
    heldOn: null,
    nextCallAt: null,
    roster: () => [],
    now: () => new Date(0),
    newId: () => 'id',
    settings: () => defaultEditorSettings,
    openPanel: () => undefined,
    announce: () => undefined,
  },
  leave: () => true,
});

// What browsers keep for themselves or people use all day: never taken.
const browserKeys = ['Mod-n', 'Mod-t', 'Mod-w', 'Mod-r', 'Mod-l', 'Mod-f', 'Mod-p', 'Mod-Shift-n', 'Mod-Shift-t', 'Mod-Shift-p', 'Mod-Shift-c', 'Mod-Shift-i', 'Mod-Shift-j', 'Alt-f', 'Alt-e', 'Alt-d', 'Alt-ArrowLeft']; // prettier-ignore

describe('the key table', () => {
  it('names every row once and says what it does', () => {
    expect(new Set(table.map((row) => row.id)).size).toBe(table.length);
    for (const row of table) expect(row.label).toMatch(/^[A-Z].*[^.]$/);
  });

  it('takes no key of the browser', () => {
    const taken = table.flatMap((row) => row.keys ?? []);
    expect(taken.filter((key) => browserKeys.includes(key))).toEqual([]);
  });

  it('gives every chord one meaning, and the leader only one', () => {
    const chords = table.flatMap((row) => (row.chord === undefined ? [] : [row.chord]));
    expect(new Set(chords).size).toBe(chords.length);
    expect([...chordsOf(table).keys()]).toEqual(chords);
    expect(table.filter((row) => row.keys?.includes(defaultEditorSettings.leader) === true)).toHaveLength(1);
  });

  it('has a handler for every key', () => {
    const keys = new Set(table.flatMap((row) => row.keys ?? []));
    expect(new Set(Object.keys(keymapOf(table)))).toEqual(keys);
  });

  it('is all the keys there are: one that a person takes away does nothing', () => {
    const me = new TypingEditor(notes(line({ id: 'a' }, 'one')));
    me.settings = { ...me.settings, keys: { 'text.bold': ['Alt-b'], 'notes.undo': [] } };
    me.editor.commands.selectAll();
    const before = JSON.stringify(me.blocks);
    me.press('Mod-b');
    expect(JSON.stringify(me.blocks)).toBe(before);
    me.press('Alt-b', 'Mod-z');
    expect(JSON.stringify(me.blocks)).toContain('bold');
    me.destroy();
  });

  test.each([
    ['Mod-Shift-9', false, 'Ctrl+Shift+9'],
    ['Mod-Shift-9', true, '⌘⇧9'],
    ['Mod-[', false, 'Ctrl+['],
    ['Ctrl-.', false, 'Ctrl+.'],
    ['Mod-Alt-1', true, '⌘⌥1'],
  ])('writes %s as people read it', (key, mac, expected) => {
    expect(keyText(key, mac)).toBe(expected);
  });
});
