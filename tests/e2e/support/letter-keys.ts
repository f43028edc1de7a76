type KeyEvent = { type: 'keyDown' | 'keyUp'; key: string; text?: string; windowsVirtualKeyCode: number };
type Sent = ['Input.dispatchKeyEvent', KeyEvent] | ['Input.insertText', { text: string }];

/**
 * A letter's key going down and up, as DevTools sends it; a letter that few keyboards have comes as from a compose key.
 * Sent one behind the other without waiting for what the page makes of them, they reach it in order, as from a person
 * who types fast.
 */
export function letterKeys(letter: string): Sent[] {
  if (letter > '~') return [['Input.insertText', { text: letter }]];
  const windowsVirtualKeyCode = /[a-z0-9 ]/iu.test(letter) ? (letter.toUpperCase().codePointAt(0) ?? 0) : 0;
  const event = { key: letter, windowsVirtualKeyCode };
  return [
    ['Input.dispatchKeyEvent', { ...event, type: 'keyDown', text: letter }],
    ['Input.dispatchKeyEvent', { ...event, type: 'keyUp' }],
  ];
}
