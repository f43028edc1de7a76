import type { Slot } from './inline-slots.ts';
import type { ReadStamp } from './read-types.ts';

const SIGN =
  /(?<gap>…+|\.{3,})|(?<stamp>([01]?\d|2[0-3]):[0-5]\d)|@(?:\[(?<full>[^[\]\\]{1,60})\]|(?<name>[\p{L}][\p{L}\p{M}\p{N}_-]{0,38}))/gu;

/** The gaps, stamps and mentions of Markdown that Callnotes wrote: every one that no backslash takes back. */
export function findOwnSlots(masked: string): {
  slots: Slot[];
  stamps: { node: ReadStamp; minutes: number }[];
} {
  const slots: Slot[] = [];
  const stamps: { node: ReadStamp; minutes: number }[] = [];
  const sign = new RegExp(SIGN);
  for (let found = sign.exec(masked); found !== null; found = sign.exec(masked)) {
    if (isEscaped(masked, found.index)) {
      // What follows an escaped sign may be one of its own.
      sign.lastIndex = found.index + 1;
      continue;
    }
    const place = { start: found.index, end: found.index + found[0].length };
    const [text] = found;
    if (found.groups?.['gap'] !== undefined) slots.push({ ...place, node: { type: 'gap', text, at: null } });
    else if (found.groups?.['stamp'] !== undefined) {
      const [hours = 0, minutes = 0] = text.split(':').map(Number);
      const node: ReadStamp = { type: 'stamp', text, gap: false, at: null, offsetSeconds: null };
      slots.push({ ...place, node });
      stamps.push({ node, minutes: hours * 60 + minutes });
    } else {
      const name = found.groups?.['full'] ?? found.groups?.['name'] ?? '';
      slots.push({ ...place, node: { type: 'mention', name } });
    }
  }
  return { slots, stamps };
}

function isEscaped(text: string, index: number): boolean {
  let slashes = 0;
  while (text[index - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
