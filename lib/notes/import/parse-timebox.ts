import { agendaItemPurposes, type AgendaItemPurpose } from '#lib/notes/schema/agenda-item.ts';

export type Timebox = {
  minutes: number;
  /** As written. */ timebox: string;
  /** The text around it. */ rest: string;
};

const AMOUNT = '(?:~|<|>|≤|at most |max\\.? |about )?\\s*(\\d{1,3})(?:\\s*[-–]\\s*(\\d{1,3}))?\\s*';
const UNIT = "(?:[’'′]|m|min|mins|minutes?)(?![a-z])";
const FORMS = [
  new RegExp(`\\(${AMOUNT}${UNIT}(?:\\s*timebox)?(?:,[^()]{1,60})?\\)`, 'iu'),
  new RegExp(`\\[(?:[^[\\]]{1,60},\\s*)?${AMOUNT}${UNIT}\\]`, 'iu'),
  new RegExp(`_\\s*${AMOUNT}${UNIT}_\\s*$`, 'iu'),
  new RegExp(`(?:^|\\s[-–]\\s*)${AMOUNT}${UNIT}\\s*(?:timebox)?\\s*$`, 'iu'),
];

/** The timebox written in an agenda item's text; null when there is none. A range counts as its longer end. */
export function parseTimebox(text: string): Timebox | null {
  for (const form of FORMS) {
    const found = form.exec(text);
    if (found === null) continue;
    const rest = `${text.slice(0, found.index).trimEnd()} ${text.slice(found.index + found[0].length).trimStart()}`;
    return { minutes: Number(found[2] ?? found[1]), timebox: found[0].trim(), rest: rest.trim() };
  }
  return null;
}

/** Whether a line says nothing but a timebox, such as `5 minute timebox`; its minutes, or null. */
export function timeboxOnly(text: string): number | null {
  const found = /^\(?(\d{1,3})[ -](?:minutes?|mins?)\s+timebox\)?$/iu.exec(text.trim());
  return found === null ? null : Number(found[1]);
}

/** The kind of item written behind its title (`… - feedback`), and the title without it. */
export function parsePurpose(text: string): { purpose: AgendaItemPurpose | null; rest: string } {
  const found = /\s[-–—]\s*([a-z]+)\s*$/iu.exec(text);
  const purpose = agendaItemPurposes.find((name) => name === found?.[1]?.toLowerCase()) ?? null;
  return { purpose, rest: purpose === null || found === null ? text : text.slice(0, found.index) };
}

/** How a timebox is written when nobody wrote it. */
export function computedTimebox(minutes: number): string {
  return `(${String(minutes)}’)`;
}
