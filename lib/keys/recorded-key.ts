/** What is read of a press that is recorded. */
export type RecordedPress = {
  key: string;
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
};

/**
 * How a press may be spelled to be set as a key, best first: so that it holds on every machine, with Ctrl here for the
 * command key on a Mac, and as it is on this kind of machine alone. With modifiers a letter or digit is named after its
 * place on a Latin keyboard when the layout has another sign there.
 */
export function recordedKey(press: RecordedPress, mac: boolean): string[] {
  const { ctrlKey, altKey, shiftKey, metaKey } = press;
  const held = ctrlKey || altKey || metaKey;
  const key = press.key === ' ' ? 'Space' : latin(press, held && (altKey || shiftKey));
  // A sign that Shift makes is named for itself.
  const shift = shiftKey && (key.length > 1 || /^[a-z0-9]$/u.test(key));
  const spelled = (ctrl: string, meta: string): string =>
    [ctrlKey ? ctrl : null, metaKey ? meta : null, altKey ? 'Alt' : null, shift ? 'Shift' : null, key]
      .filter((part) => part !== null)
      .join('-');
  const everywhere = mac ? spelled('Ctrl', 'Mod') : spelled('Mod', 'Meta');
  const here = spelled('Ctrl', 'Meta');
  return everywhere === here ? [here] : [everywhere, here];
}

function latin({ key, code }: RecordedPress, byPlace: boolean): string {
  if (!/^.$/su.test(key)) return key;
  const typed = key.toLowerCase();
  if (/^[a-z]$/u.test(typed)) return typed;
  const letter = /^Key([A-Z])$/u.exec(code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  const digit = /^Digit(\d)$/u.exec(code)?.[1];
  return byPlace && digit !== undefined ? digit : typed;
}
