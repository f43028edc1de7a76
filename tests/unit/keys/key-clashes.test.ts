import { describe, expect, it, test } from 'vitest';
import { keyClashes, withOwnKeys } from '#lib/keys/key-clashes.ts';
import type { KeyFacts } from '#lib/keys/key-facts.ts';
import { whyKept } from '#lib/keys/kept-keys.ts';
import { defaultEditorSettings, type EditorSettings } from '#lib/settings/editor-settings.ts';

const table: KeyFacts[] = [
  { id: 'code.tab', group: 'Text', label: 'Tab inside code', keys: ['Tab'], where: 'code' },
  { id: 'text.bold', group: 'Text', label: 'Bold', keys: ['Mod-b'] },
  { id: 'text.italic', group: 'Text', label: 'Italic', keys: ['Mod-i'] },
  { id: 'line.new', group: 'Lines', label: 'New line', keys: ['Enter'], stands: true },
  { id: 'line.tab', group: 'Lines', label: 'Indent the line', keys: ['Tab'] },
  { id: 'tag.action', group: 'Tags', label: 'Action', chord: 'a' },
  { id: 'tag.decision', group: 'Tags', label: 'Decision', chord: 'd' },
  { id: 'notes.leader', group: 'Notes', label: 'Begin a chord', keys: ['Ctrl-.'] },
];

function clashes(changed: Partial<EditorSettings>, rows = table): [string, string][] {
  return keyClashes(rows, { ...defaultEditorSettings, ...changed }).map(({ rowId, text }) => [rowId, text]);
}

describe('keys that clash', () => {
  it('are none in a sound table, whose rows share keys in places of their own', () => {
    expect(clashes({})).toEqual([]);
  });

  it('are two of the table in the same place', () => {
    const twice: KeyFacts = { id: 'text.other', group: 'Text', label: 'Other', keys: ['Mod-b'] };
    expect(clashes({}, [...table, twice]).map(([id]) => id)).toEqual(['text.bold', 'text.other']);
  });

  it('are named at the row that was changed', () => {
    expect(clashes({ keys: { 'text.bold': ['Mod-i'] } })).toEqual([
      ['text.bold', 'Ctrl+I is also the key for “Italic”.'],
    ]);
    expect(
      clashes({ keys: { 'text.bold': ['Mod-j', 'Mod-i'], 'text.italic': [] } }).map(([id]) => id),
    ).toEqual(['text.bold']);
  });

  it('are the same press however it is spelled', () => {
    expect(clashes({ keys: { 'text.bold': ['Ctrl-i'] } })).toHaveLength(1);
    expect(clashes({ leader: 'Ctrl-b' })).toEqual([['notes.leader', 'Ctrl+B is also the key for “Bold”.']]);
    expect(clashes({ keys: { 'text.bold': ['Mod-.'] } }).map(([id]) => id)).toEqual(['text.bold']);
  });

  it('are no clash once the other has another key', () => {
    expect(clashes({ keys: { 'text.bold': ['Mod-i'], 'text.italic': ['Mod-b'] } })).toEqual([]);
    expect(clashes({ chords: { 'tag.action': 'd', 'tag.decision': 'a' } })).toEqual([]);
  });

  it.each(['b', 'B', 'Shift-b', 'Alt-b', 'ф', '1', 'Enter', 'Tab', 'Shift-Tab', 'Space', 'Shift-ArrowUp'])(
    'are those that type or move in the text: %s',
    (key) => {
      expect(clashes({ keys: { 'text.bold': [key] } })[0]?.[1]).toMatch(/types or moves in the text/u);
      expect(clashes({ leader: key })[0]?.[0]).toBe('notes.leader');
    },
  );

  it.each(['Mod-hello', 'Hyper-b', '', 'Mod-', 'Mod-Mod-b', '-'])('are what is no key: %j', (key) => {
    expect(clashes({ keys: { 'text.bold': [key] } })).not.toEqual([]);
  });

  it.each([
    ['Mod-n', /window/u],
    ['Ctrl-t', /tab/u],
    ['Mod-q', /quits/u],
    ['Meta-d', /system/u],
    ['Mod-f', /finds words/u],
    ['Mod-h', /history/u],
    ['F5', /again/u],
    ['Alt-ArrowLeft', /back/u],
    ['Mod-c', /copying/u],
    ['Ctrl-Space', /input methods/u],
  ])('are those of browsers and systems: %s', (key, why) => {
    expect(clashes({ keys: { 'text.bold': [key] } })[0]?.[1]).toMatch(why);
    expect(whyKept(key)).toMatch(why);
  });

  it.each(['Mod-Alt-9', 'Mod-Shift-x', 'F8', 'Alt-ArrowUp', 'Mod-;'])(
    'are not those that are free: %s',
    (key) => {
      expect(clashes({ keys: { 'text.bold': [key] } })).toEqual([]);
    },
  );

  it.each([
    ['d', /also “Decision”/u],
    ['3', /no digit/u],
    ['A', /one letter/u],
    ['ab', /one letter/u],
    [' ', /one letter/u],
    ['', /one letter/u],
  ])('are chords with two meanings or none: %j', (chord, why) => {
    const [[id, text] = [], ...more] = clashes({ chords: { 'tag.action': chord } });
    expect([id, more]).toEqual(['tag.action', []]);
    expect(text).toMatch(why);
  });

  it('says keys as a Mac writes them', () => {
    const settings = { ...defaultEditorSettings, keys: { 'text.bold': ['Mod-i'] } };
    expect(keyClashes(table, settings, true)[0]?.text).toBe('⌘I is also the key for “Italic”.');
  });
});

test('own keys stand in place of the table’s, beside those on which a rule hangs', () => {
  const own = withOwnKeys(table, {
    ...defaultEditorSettings,
    leader: 'Mod-;',
    keys: { 'text.bold': [], 'line.new': ['Mod-j'], 'nobody.knows': ['Mod-x'], 'notes.leader': ['Mod-x'] },
    chords: { 'tag.action': 'x', 'text.bold': 'b' },
  });
  const keys = Object.fromEntries(own.map((row) => [row.id, row.keys ?? row.chord]));
  expect(keys).toMatchObject({
    'text.bold': [],
    'line.new': ['Enter', 'Mod-j'],
    'notes.leader': ['Mod-;'],
    'tag.action': 'x',
  });
  expect(own.find((row) => row.id === 'text.bold')?.chord).toBeUndefined();
  expect(own).toHaveLength(table.length);
});
