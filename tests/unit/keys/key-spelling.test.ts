import { describe, expect, test } from 'vitest';
import { keyText } from '#lib/keys/key-text.ts';
import { recordedKey } from '#lib/keys/recorded-key.ts';

const nothing = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

describe('a key', () => {
  test.each([
    ['Mod-Shift-9', false, 'Ctrl+Shift+9'],
    ['Mod-Shift-9', true, '⌘⇧9'],
    ['Mod-[', false, 'Ctrl+['],
    ['Ctrl-.', false, 'Ctrl+.'],
    ['Mod-Alt-1', true, '⌘⌥1'],
    ['Mod--', false, 'Ctrl+-'],
  ])('%s is written as people read it', (key, mac, expected) => {
    expect(keyText(key, mac)).toBe(expected);
  });

  test.each([
    ['Ctrl and a letter', { key: 'j', code: 'KeyJ', ctrlKey: true }, false, ['Mod-j', 'Ctrl-j']],
    ['the command key', { key: 'j', code: 'KeyJ', metaKey: true }, true, ['Mod-j', 'Meta-j']],
    ['Ctrl on a Mac', { key: '.', code: 'Period', ctrlKey: true }, true, ['Ctrl-.']],
    ['capital letters', { key: 'J', code: 'KeyJ', ctrlKey: true, shiftKey: true }, false, ['Mod-Shift-j', 'Ctrl-Shift-j']],
    ['a digit with Shift', { key: '(', code: 'Digit9', ctrlKey: true, shiftKey: true }, false, ['Mod-Shift-9', 'Ctrl-Shift-9']],
    ['a sign with Shift', { key: '?', code: 'Slash', ctrlKey: true, shiftKey: true }, false, ['Mod-?', 'Ctrl-?']],
    ['Option that changes the letter', { key: '∆', code: 'KeyJ', metaKey: true, altKey: true }, true, ['Mod-Alt-j', 'Meta-Alt-j']],
    ['Cyrillic', { key: 'о', code: 'KeyJ', ctrlKey: true }, false, ['Mod-j', 'Ctrl-j']],
    ['Dvorak', { key: 'h', code: 'KeyJ', ctrlKey: true }, false, ['Mod-h', 'Ctrl-h']],
    ['a function key', { key: 'F8', code: 'F8' }, false, ['F8']],
    ['an arrow', { key: 'ArrowUp', code: 'ArrowUp', altKey: true, shiftKey: true }, false, ['Alt-Shift-ArrowUp']],
    ['the space bar', { key: ' ', code: 'Space', ctrlKey: true }, false, ['Mod-Space', 'Ctrl-Space']],
    ['the Windows key', { key: 'j', code: 'KeyJ', metaKey: true }, false, ['Meta-j']],
  ])('is recorded with %s', (_what, press, mac, expected) => {
    expect(recordedKey({ ...nothing, ...press }, mac)).toEqual(expected);
  }); // prettier-ignore
});
