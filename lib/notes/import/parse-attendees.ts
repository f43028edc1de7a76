export type Attendee = {
  name: string;
  /** Other ways in which the notes may call this person, lower case. */ aliases: string[];
};

const ROLE = /\s*(?:[-–—]|\\-)\s.*$/u;

/** The person on one line of an attendee list; null when the line names nobody, or somebody who was absent. */
export function parseAttendee(text: string): Attendee | null {
  if (text.length > 500 || /^(?:\[[ xX]?\]\s*)?~~/u.test(text)) return null;
  const aliases: string[] = [];
  let rest = text.replace(/^\[[ xX]?\]\s*/u, '').replace(/\\([-_.()[\]])/gu, '$1');
  rest = rest.replace(/\[([^[\]]*)\]\([^()\s]*\)/gu, '$1');
  for (const [, handle] of rest.matchAll(/@([\w-]{2,39})/gu)) aliases.push((handle ?? '').toLowerCase());
  for (const [, initials] of rest.matchAll(/\(([A-Z][A-Za-z]{1,4})\)/gu)) {
    aliases.push((initials ?? '').toLowerCase());
  }
  rest = rest
    .replace(/\([^()]*\)?/gu, ' ')
    .replace(/@[\w-]+/gu, ' ')
    .replace(/[*_`|]/gu, ' ');
  const [first = '', ...others] = rest.replace(ROLE, '').split(/\s*\/{1,2}\s*/u);
  for (const other of others) aliases.push(other.trim().toLowerCase());
  const name = first
    .replace(/[,;].*$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (!/^[\p{L}][\p{L}\p{M}\p{N} .'’-]{0,59}$/u.test(name) || name.split(' ').length > 6) return null;
  return {
    name,
    aliases: [...nameAliases(name), ...others.flatMap((other) => nameAliases(other.trim())), ...aliases],
  };
}

/** The people of a comma line: `Ada, Bo and Cem (2nd half)`. */
export function parseAttendeeLine(text: string): Attendee[] {
  return text
    .replace(/\([^()]*\)/gu, '')
    .split(/,|;|\band\b|&/u)
    .map((part) => parseAttendee(part.trim()))
    .filter((attendee) => attendee !== null);
}

function nameAliases(name: string): string[] {
  const words = name
    .toLowerCase()
    .split(/[\s-]+/u)
    .filter((word) => word !== '');
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  if (words.length === 1) return [first];
  const initials = words.map((word) => word.charAt(0)).join('');
  return [
    words.join(' '),
    first,
    last,
    initials,
    `${first} ${last.charAt(0)}`,
    `${first} ${last.charAt(0)}.`,
    `${first.charAt(0)}${last}`,
  ];
}
