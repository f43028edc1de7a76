/** The parts of a key press that the keys read. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'
> & { getModifierState(name: string): boolean };

/** What an input method, a dead key or a phone's keyboard says in place of the key that was pressed. */
const NO_KEY = new Set(['Dead', 'Process', 'Compose', 'Unidentified']);
const IN_COMPOSITION = 229;

/**
 * Whether a key press belongs to the text that is being written: an input method has it, it is a dead key, or AltGr
 * types a character with it. Windows says Ctrl and Alt for AltGr, too. Nothing of the key table may answer such a press.
 */
export function belongsToText(event: KeyPress, composing: boolean): boolean {
  if (composing || event.isComposing || event.keyCode === IN_COMPOSITION || NO_KEY.has(event.key))
    return true;
  // Firefox on a Mac says AltGraph for Option: with the command key it types nothing.
  return event.getModifierState('AltGraph') && isCharacter(event.key) && !event.metaKey;
}

/** Whether a key only changes what another one means. */
export function isModifier(pressed: string): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn', 'FnLock', 'NumLock'].includes(
    pressed,
  );
}

/**
 * What a key press may mean as the second key of a chord, best first: the character it types, and on a layout without
 * Latin letters, or where digits need Shift, what the same key types on a Latin one.
 */
export function chordKeys(event: KeyPress): string[] {
  if (event.ctrlKey || event.altKey || event.metaKey || !isCharacter(event.key)) return [];
  const typed = event.key.toLowerCase();
  if (/^[a-z0-9]$/u.test(typed)) return [typed];
  const letter = /^Key([A-Z])$/u.exec(event.code)?.[1];
  const digit = event.shiftKey ? undefined : /^(?:Digit|Numpad)(\d)$/u.exec(event.code)?.[1];
  const underneath = letter?.toLowerCase() ?? digit;
  return underneath === undefined ? [typed] : [typed, underneath];
}

function isCharacter(key: string): boolean {
  return /^.$/su.test(key);
}
