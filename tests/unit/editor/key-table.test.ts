// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { chordsOf, keymapOf } from '#components/editor/keys/bound-keys.ts';
import { keyFacts } from '#components/editor/keys/key-facts.ts';
import { keyClashes } from '#lib/keys/key-clashes.ts';
import { LEADER_ROW } from '#lib/keys/key-facts.ts';
import { usesOfKey } from '#lib/keys/kept-keys.ts';
import { defaultEditorSettings } from '#lib/settings/editor-settings.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const table = keyFacts();

/** What browsers and systems do with keys of the table that every text editor takes, while the caret is in the notes. */
const yielding = [
  ['Alt-ArrowDown', 'macOS goes by paragraphs'],
  ['Alt-ArrowUp', 'macOS goes by paragraphs'],
  ['Ctrl-.', 'some Linux desktops pick an emoji'],
  ['Mod-/', 'Safari shows its status bar on a Mac'],
  ['Mod-[', 'browsers go back and forward on a Mac'],
  ['Mod-]', 'browsers go back and forward on a Mac'],
  ['Mod-b', 'Firefox shows its bookmarks'],
  ['Mod-b', 'Firefox and Safari search and show facts on a Mac'],
  ['Mod-e', 'browsers go to the search bar'],
  ['Mod-e', 'Firefox and Safari search and show facts on a Mac'],
  ['Mod-i', 'Firefox shows facts about the page'],
  ['Mod-i', 'Firefox and Safari search and show facts on a Mac'],
  ['Mod-k', 'browsers go to the search bar'],
  ['Mod-k', 'Firefox and Safari search and show facts on a Mac'],
  ['Mod-Shift-s', 'Firefox takes a picture of the page'],
  ['Mod-Shift-s', 'browsers save the page under another name on a Mac'],
  ['Mod-y', 'Chrome shows the history on a Mac'],
].map((row) => row.join(': '));

describe('the key table', () => {
  it('names every row once and says what it does', () => {
    expect(new Set(table.map((row) => row.id)).size).toBe(table.length);
    for (const row of table) expect(row.label).toMatch(/^[A-Z].*[^.]$/);
  });

  it('has no key twice in one place, no chord twice, and none that a browser or a system keeps', () => {
    expect(keyClashes(table, defaultEditorSettings)).toEqual([]);
  });

  it('takes no key from a browser but those that give way in every text editor', () => {
    const keys = [...new Set(table.flatMap((row) => row.keys ?? []))];
    const taken = keys.flatMap((key) => usesOfKey(key).map(({ use }) => `${key}: ${use}`));
    expect(taken.filter((use) => !yielding.includes(use))).toEqual([]);
  });

  it('begins chords with one key of its own', () => {
    const [leader, ...more] = table.filter(
      (row) => row.keys?.includes(defaultEditorSettings.leader) === true,
    );
    expect([leader?.id, more]).toEqual([LEADER_ROW, []]);
  });

  it('keeps Enter a line and Escape the way out, whatever is set', () => {
    const me = new TypingEditor(notes(line({ id: 'a' }, 'one')));
    me.settings = { ...me.settings, keys: { 'line.new': ['Mod-m'], 'notes.leave': [], 'code.break': [] } };
    me.caret(0).press('Enter', 'Mod-m', 'Escape');
    expect(me.rows).toEqual(['one', '', '']);
    expect(me.left).toBe(1);
    me.destroy();
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

  it('runs the first row of those that share a key', () => {
    const ran: string[] = [];
    const row = (id: string, applies: boolean) => ({
      id,
      group: 'Notes' as const,
      label: id,
      keys: ['Mod-j'],
      chord: id,
      run: () => {
        ran.push(id);
        return applies;
      },
    });
    const rows = [row('a', false), row('b', true), row('c', true)];
    const { state } = new TypingEditor(notes(line({ id: 'a' }))).editor;
    keymapOf(rows)['Mod-j']?.(state);
    expect(ran).toEqual(['a', 'b']);
    expect([...chordsOf(rows).keys()]).toEqual(['a', 'b', 'c']);
  });
});
