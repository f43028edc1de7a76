/** A key as people read it: `Ctrl+Shift+9`, `⌘⇧9`. */
export function keyText(key: string, mac: boolean): string {
  const parts = key.split(/-(?!$)/);
  const names: Record<string, string> = mac
    ? { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘', Enter: '↩', ArrowUp: '↑', ArrowDown: '↓', Backspace: '⌫' }
    : { Mod: 'Ctrl', Meta: 'Windows', ArrowUp: '↑', ArrowDown: '↓' }; // prettier-ignore
  const words = parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return words.join(mac ? '' : '+');
}
