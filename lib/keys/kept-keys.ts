import { isSamePress, parseKey } from './key-spelling.ts';

/** A key that a browser or a system has a use for. */
export type KeptKey = {
  /** What has it and what for, as the end of a sentence: "Chrome, Edge and Firefox open a new window". */
  use: string;
  /** Whether the notes leave it alone. Else it is a lesser use that gives way while the caret is in the notes. */
  kept: boolean;
};

type Kept = { keys: string; on: 'mac' | 'other'; use: string; yields?: true };

/** Spelled as they are pressed: Ctrl and Meta, never Mod. `other` is Windows and Linux. */
const table: readonly Kept[] = [
  { on: 'other', keys: 'Ctrl-n', use: 'every browser opens a new window' },
  { on: 'other', keys: 'Ctrl-t', use: 'every browser opens a new tab' },
  { on: 'other', keys: 'Ctrl-w Ctrl-F4 Ctrl-Shift-w Alt-F4', use: 'every browser closes the tab or window' },
  { on: 'other', keys: 'Ctrl-q Ctrl-Shift-q', use: 'Firefox on Linux quits' },
  { on: 'other', keys: 'Ctrl-Shift-n Ctrl-Shift-p', use: 'browsers open a private window' },
  { on: 'other', keys: 'Ctrl-Shift-t', use: 'every browser opens the closed tab again' },
  { on: 'other', keys: 'Ctrl-Tab Ctrl-Shift-Tab Ctrl-PageUp Ctrl-PageDown Ctrl-Shift-PageUp Ctrl-Shift-PageDown', use: 'every browser goes to another tab' },
  { on: 'other', keys: 'Ctrl-1 Ctrl-2 Ctrl-3 Ctrl-4 Ctrl-5 Ctrl-6 Ctrl-7 Ctrl-8 Ctrl-9 Alt-1 Alt-2 Alt-3 Alt-4 Alt-5 Alt-6 Alt-7 Alt-8 Alt-9', use: 'every browser goes to that tab' },
  { on: 'other', keys: 'Ctrl-Shift-a', use: 'Chrome searches tabs and Firefox opens its add-ons' },
  { on: 'other', keys: 'Ctrl-l Alt-d F6', use: 'every browser goes to its address bar' },
  { on: 'other', keys: 'Ctrl-r Ctrl-Shift-r F5 Ctrl-F5', use: 'every browser loads the page again' },
  { on: 'other', keys: 'Ctrl-f F3 Ctrl-g Ctrl-Shift-g', use: 'every browser finds words on the page' },
  { on: 'other', keys: 'Ctrl-p', use: 'every browser prints' },
  { on: 'other', keys: 'Ctrl-s', use: 'every browser saves the page' },
  { on: 'other', keys: 'Ctrl-o', use: 'every browser opens a file' },
  { on: 'other', keys: 'Ctrl-d Ctrl-Shift-d Ctrl-Shift-o Ctrl-Shift-b', use: 'every browser has its bookmarks' },
  { on: 'other', keys: 'Ctrl-h Ctrl-Shift-h', use: 'every browser shows the history' },
  { on: 'other', keys: 'Ctrl-j Ctrl-Shift-y', use: 'every browser shows its downloads' },
  { on: 'other', keys: 'Ctrl-u', use: 'every browser shows the source of the page' },
  { on: 'other', keys: 'F12 Ctrl-Shift-i Ctrl-Shift-j Ctrl-Shift-c Ctrl-Shift-k Ctrl-Shift-m', use: 'every browser opens its developer tools' },
  { on: 'other', keys: 'Ctrl-Shift-Delete', use: 'every browser asks to clear its data' },
  { on: 'other', keys: 'Ctrl-+ Ctrl-- Ctrl-= Ctrl-0', use: 'every browser zooms' },
  { on: 'other', keys: 'Ctrl-m', use: 'Firefox mutes the tab' },
  { on: 'other', keys: 'F1 F7 F10 F11 Alt-f Alt-e Alt-Home', use: 'browsers have help, their menu or the full screen' },
  { on: 'other', keys: 'Alt-ArrowLeft Alt-ArrowRight', use: 'every browser goes back and forward' },
  { on: 'other', keys: 'Ctrl-a Ctrl-c Ctrl-x Ctrl-v Ctrl-Shift-v Ctrl-Insert', use: 'every text has copying and pasting' },
  { on: 'other', keys: 'Ctrl-ArrowLeft Ctrl-ArrowRight Ctrl-ArrowUp Ctrl-ArrowDown Ctrl-Shift-ArrowLeft Ctrl-Shift-ArrowRight Ctrl-Shift-ArrowUp Ctrl-Shift-ArrowDown Ctrl-Home Ctrl-End Ctrl-Shift-Home Ctrl-Shift-End Ctrl-Backspace Ctrl-Delete', use: 'every text has going and deleting by words' },
  { on: 'other', keys: 'Alt-Tab Alt-Shift-Tab Alt-Escape Alt-Space Ctrl-Escape Ctrl-Shift-Escape Ctrl-Alt-Delete Ctrl-Alt-Tab', use: 'the system changes windows' },
  { on: 'other', keys: 'Ctrl-Alt-ArrowUp Ctrl-Alt-ArrowDown Ctrl-Alt-ArrowLeft Ctrl-Alt-ArrowRight Ctrl-Alt-t Ctrl-Alt-l', use: 'Linux desktops have workspaces, the terminal and the lock' },
  { on: 'other', keys: 'Ctrl-Space Ctrl-Shift-Space Ctrl-Shift-u', use: 'input methods are switched' },
  { on: 'mac', keys: 'Meta-n Meta-Shift-n', use: 'every browser opens a new window' },
  { on: 'mac', keys: 'Meta-t Meta-Shift-t', use: 'every browser opens a tab' },
  { on: 'mac', keys: 'Meta-w Meta-Shift-w', use: 'every browser closes the tab or window' },
  { on: 'mac', keys: 'Meta-q Meta-Shift-q Ctrl-Meta-q', use: 'macOS quits, logs out or locks the screen' },
  { on: 'mac', keys: 'Meta-h Meta-Alt-h Meta-m Meta-Alt-m', use: 'macOS hides the window' },
  { on: 'mac', keys: 'Meta-, Meta-Tab Meta-` Meta-Space Meta-Alt-Space Meta-Alt-Escape Ctrl-Meta-Space Ctrl-Meta-f', use: 'macOS has its settings, windows and search' },
  { on: 'mac', keys: 'Meta-Shift-3 Meta-Shift-4 Meta-Shift-5 Meta-Shift-6', use: 'macOS takes a picture of the screen' },
  { on: 'mac', keys: 'Ctrl-Space Ctrl-Alt-Space', use: 'input methods are switched' },
  { on: 'mac', keys: 'Ctrl-ArrowUp Ctrl-ArrowDown Ctrl-ArrowLeft Ctrl-ArrowRight Ctrl-F2 Ctrl-F3', use: 'macOS changes spaces and windows' },
  { on: 'mac', keys: 'Ctrl-a Ctrl-b Ctrl-d Ctrl-e Ctrl-f Ctrl-h Ctrl-k Ctrl-n Ctrl-o Ctrl-p Ctrl-t Ctrl-v Ctrl-y', use: 'macOS goes and deletes in every text' },
  { on: 'mac', keys: 'Meta-l Meta-r Meta-Shift-r', use: 'every browser has its address bar and loads the page again' },
  { on: 'mac', keys: 'Meta-f Meta-g Meta-Shift-g', use: 'every browser finds words on the page' },
  { on: 'mac', keys: 'Meta-p Meta-s Meta-o', use: 'every browser prints, saves and opens' },
  { on: 'mac', keys: 'Meta-d Meta-Shift-d Meta-Shift-b Meta-Shift-o Meta-Shift-h Meta-Shift-j Meta-j', use: 'browsers have their bookmarks and downloads' },
  { on: 'mac', keys: 'Meta-Alt-i Meta-Alt-j Meta-Alt-c Meta-Alt-u Meta-u Meta-Alt-k', use: 'browsers open their developer tools' },
  { on: 'mac', keys: 'Meta-1 Meta-2 Meta-3 Meta-4 Meta-5 Meta-6 Meta-7 Meta-8 Meta-9 Ctrl-Tab Ctrl-Shift-Tab Meta-Shift-[ Meta-Shift-] Meta-Alt-ArrowLeft Meta-Alt-ArrowRight Meta-Shift-a', use: 'every browser goes to another tab' },
  { on: 'mac', keys: 'Meta-+ Meta-- Meta-= Meta-0', use: 'every browser zooms' },
  { on: 'mac', keys: 'Meta-a Meta-c Meta-x Meta-v Meta-Shift-v Meta-Alt-Shift-v', use: 'every text has copying and pasting' },
  { on: 'mac', keys: 'Meta-ArrowLeft Meta-ArrowRight Meta-ArrowUp Meta-ArrowDown Alt-ArrowLeft Alt-ArrowRight Meta-Backspace Alt-Backspace Alt-Delete', use: 'macOS goes and deletes in every text' },
  { on: 'mac', keys: 'Meta-. Meta-Shift-/ Meta-?', use: 'macOS stops what is going on and shows help' },
  { on: 'mac', keys: 'F11 F12', use: 'macOS has the desktop and the sound' },
  { on: 'other', keys: 'Ctrl-b', use: 'Firefox shows its bookmarks', yields: true },
  { on: 'other', keys: 'Ctrl-i', use: 'Firefox shows facts about the page', yields: true },
  { on: 'other', keys: 'Ctrl-k Ctrl-e', use: 'browsers go to the search bar', yields: true },
  { on: 'other', keys: 'Ctrl-Shift-s', use: 'Firefox takes a picture of the page', yields: true },
  { on: 'other', keys: 'Ctrl-.', use: 'some Linux desktops pick an emoji', yields: true },
  { on: 'mac', keys: 'Meta-b Meta-i Meta-k Meta-e', use: 'Firefox and Safari search and show facts', yields: true },
  { on: 'mac', keys: 'Meta-Shift-s', use: 'browsers save the page under another name', yields: true },
  { on: 'mac', keys: 'Meta-[ Meta-]', use: 'browsers go back and forward', yields: true },
  { on: 'mac', keys: 'Meta-y', use: 'Chrome shows the history', yields: true },
  { on: 'mac', keys: 'Meta-/', use: 'Safari shows its status bar', yields: true },
  { on: 'mac', keys: 'Alt-ArrowUp Alt-ArrowDown', use: 'macOS goes by paragraphs', yields: true },
]; // prettier-ignore

/** What browsers and systems use a key for, in ProseMirror's spelling, on any kind of machine. */
export function usesOfKey(spelling: string): KeptKey[] {
  return table.flatMap(({ keys, on, use, yields }) => {
    const pressed = parseKey(spelling, on === 'mac');
    const taken = keys.split(' ').some((key) => {
      const kept = parseKey(key, on === 'mac');
      return pressed !== null && kept !== null && isSamePress(pressed, kept);
    });
    const place = on === 'mac' && !use.startsWith('macOS') ? ' on a Mac' : '';
    return taken ? [{ use: `${use}${place}`, kept: yields !== true }] : [];
  });
}

/** Why a key stays with the browser or the system, as the end of a sentence; null when it is free. */
export function whyKept(spelling: string): string | null {
  const pressed = parseKey(spelling, false);
  if (pressed?.meta === true) return 'the system has commands of its own';
  return usesOfKey(spelling).find(({ kept }) => kept)?.use ?? null;
}
