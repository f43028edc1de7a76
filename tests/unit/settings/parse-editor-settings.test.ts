import { anything, assert, property } from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import { isBindable } from '#lib/keys/key-spelling.ts';
import { defaultEditorSettings } from '#lib/settings/editor-settings.ts';
import { parseEditorSettings } from '#lib/settings/parse-editor-settings.ts';

describe('stored settings', () => {
  it('are read as they were saved', () => {
    const saved = {
      leader: 'Mod-;',
      keys: { 'text.bold': ['Mod-j'], 'notes.undo': [] },
      chords: { 'tag.action': 'x' },
      typingLagMs: 0,
      announceLines: false,
    };
    expect(parseEditorSettings(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  });

  it.each([
    [null],
    [undefined],
    [3],
    ['x'],
    [[]],
    [{}],
    [{ leader: 3, keys: 3, chords: [], typingLagMs: '8' }],
  ])('are the defaults where they are %j', (value) => {
    expect(parseEditorSettings(value)).toEqual(defaultEditorSettings);
  });

  it('lose what is damaged, and keep what is sound beside it', () => {
    expect(
      parseEditorSettings({
        leader: 'x',
        keys: { 'text.bold': ['Mod-j'], 'text.italic': 'Mod-u', 'text.code': ['Mod-u', 4], '': ['Mod-m'] },
        chords: { 'tag.action': 'x', 'tag.decision': '7', 'tag.question': null },
        typingLagMs: 60_001,
        announceLines: 'yes',
        colour: 'red',
      }),
    ).toEqual({ ...defaultEditorSettings, keys: { 'text.bold': ['Mod-j'] }, chords: { 'tag.action': 'x' } });
  });

  it('never hold a key that types', () => {
    for (const key of ['a', 'A', 'Shift-a', 'Space', 'Shift-Space', 'Alt-a', 'é', 'Mod-', 'Nothing']) {
      expect(parseEditorSettings({ keys: { 'text.bold': [key] }, leader: key })).toEqual(
        defaultEditorSettings,
      );
    }
    expect(parseEditorSettings({ keys: { 'line.tab': ['Tab'] } }).keys).toEqual({ 'line.tab': ['Tab'] });
  });

  it('never throw, whatever is stored', () => {
    assert(
      property(anything(), anything(), (value, inner) => {
        for (const stored of [value, { leader: value, keys: inner, chords: value, typingLagMs: inner }]) {
          const settings = parseEditorSettings(stored);
          expect(isBindable(settings.leader)).toBe(true);
          expect(settings.typingLagMs).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
