import { z } from 'zod';
import { isBindable, isChordKey, parseKey } from '#lib/keys/key-spelling.ts';
import { defaultEditorSettings, type EditorSettings } from './editor-settings.ts';

/** Longest typing lag in milliseconds. */
export const MAX_TYPING_LAG_MS = 60_000;
const MOST_ROWS = 200;
const MOST_KEYS = 4;

const rowId = /^[a-zA-Z0-9.]{1,64}$/u;
const entries = z.record(z.string(), z.unknown()).catch({});

const stored = z
  .object({
    leader: z.string().refine(isBindable).catch(defaultEditorSettings.leader),
    keys: entries.transform((rows) => readRows(rows, readKeys)),
    chords: entries.transform((rows) => readRows(rows, readChord)),
    typingLagMs: z.number().int().min(0).max(MAX_TYPING_LAG_MS).catch(defaultEditorSettings.typingLagMs),
    announceLines: z.boolean().catch(defaultEditorSettings.announceLines),
  })
  .catch({ ...defaultEditorSettings, keys: {}, chords: {} });

/**
 * Settings as they were stored, whatever was stored: what is damaged or unknown is left out, and its default holds. A key
 * that would be typed into the text is never among them.
 */
export function parseEditorSettings(value: unknown): EditorSettings {
  return stored.parse(value);
}

function readRows<T>(rows: Record<string, unknown>, read: (value: unknown) => T | null): Record<string, T> {
  const sound = Object.entries(rows).flatMap(([id, value]): [string, T][] => {
    const parsed = rowId.test(id) ? read(value) : null;
    return parsed === null ? [] : [[id, parsed]];
  });
  return Object.fromEntries(sound.slice(0, MOST_ROWS));
}

function readKeys(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length > MOST_KEYS) return null;
  const keys = value.filter((key): key is string => typeof key === 'string' && isSafe(key));
  return keys.length === value.length ? keys : null;
}

/** Keys with a name, such as Tab, are the table's own; a single character is what people type. */
function isSafe(key: string): boolean {
  const pressed = parseKey(key, false);
  return pressed !== null && (isBindable(key) || (pressed.key.length > 1 && pressed.key !== 'space'));
}

function readChord(value: unknown): string | null {
  return typeof value === 'string' && isChordKey(value) ? value : null;
}
