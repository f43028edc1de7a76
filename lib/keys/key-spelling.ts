/** A key and what is held with it, as one kind of machine has it. */
export type PressedKey = { key: string; ctrl: boolean; alt: boolean; shift: boolean; meta: boolean };

const MODIFIERS = new Set(['Mod', 'Ctrl', 'Alt', 'Shift', 'Meta']);
const NAMED =
  /^(?:F(?:[1-9]|1[0-9]|2[0-4])|Enter|Tab|Escape|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right)|Space)$/u;

/** A key in ProseMirror's spelling, `Mod-Shift-9`, as it is pressed on a Mac or elsewhere; null when it is no such key. */
export function parseKey(spelling: string, mac: boolean): PressedKey | null {
  const parts = spelling.split(/-(?!$)/u);
  const key = parts.at(-1) ?? '';
  const modifiers = new Set(parts.slice(0, -1));
  if (modifiers.size !== parts.length - 1) return null;
  if (![...modifiers].every((name) => MODIFIERS.has(name))) return null;
  if (!isCharacter(key) && !NAMED.test(key)) return null;
  return {
    key: key.toLowerCase(),
    ctrl: modifiers.has('Ctrl') || (modifiers.has('Mod') && !mac),
    alt: modifiers.has('Alt'),
    shift: modifiers.has('Shift'),
    meta: modifiers.has('Meta') || (modifiers.has('Mod') && mac),
  };
}

/** Whether two spellings are the same press on a Mac or elsewhere. */
export function isSameKey(one: string, other: string): boolean {
  return [true, false].some((mac) => {
    const [first, second] = [parseKey(one, mac), parseKey(other, mac)];
    return first !== null && second !== null && isSamePress(first, second);
  });
}

/** Whether two keys are pressed alike. */
export function isSamePress(one: PressedKey, other: PressedKey): boolean {
  return (
    one.key === other.key &&
    one.ctrl === other.ctrl &&
    one.alt === other.alt &&
    one.shift === other.shift &&
    one.meta === other.meta
  );
}

/**
 * Whether a person may choose a key for the notes: nothing that types. A character needs Ctrl or the command key, since
 * Option types on a Mac; other keys need any modifier but Shift, or are function keys.
 */
export function isBindable(spelling: string): boolean {
  const pressed = parseKey(spelling, false);
  if (pressed === null) return false;
  const { key, ctrl, alt, meta } = pressed;
  return isCharacter(key) || key === 'space' ? ctrl || meta : ctrl || alt || meta || /^f\d+$/u.test(key);
}

/** Whether a key may follow the leader: one letter or sign that is no digit, because digits are people. */
export function isChordKey(chord: string): boolean {
  return /^[^\d\s\p{C}]$/u.test(chord) && chord === chord.toLowerCase();
}

function isCharacter(key: string): boolean {
  return /^[^\s\p{C}]$/u.test(key);
}
