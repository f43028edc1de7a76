const LONGEST = 75;
const FIRST_PRINTABLE = 0x20;

/**
 * Content lines as a calendar file holds them (RFC 5545, 3.1): each ends in CR LF and is folded so that no piece is
 * longer than 75 octets of UTF-8, never inside a character.
 */
export function calendarLines(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/**
 * A text as the value of a property: backslash, comma, semicolon and line breaks escaped. Characters that no calendar
 * may hold are left out, so that no text can begin a line of its own.
 */
export function calendarText(text: string): string {
  const lines = text.replaceAll(/\r\n|[\r\n\u0085\u2028\u2029]/gu, '\n').replaceAll(/\p{Cs}/gu, '\uFFFD');
  let escaped = '';
  for (const character of lines) {
    if (character === '\n') escaped += String.raw`\n`;
    else if (character === '\\' || character === ',' || character === ';') escaped += `\\${character}`;
    else if (!isControl(character)) escaped += character;
  }
  return escaped;
}

/** An instant as a calendar writes it: `20260330T120000Z`. Parts of a second are left out. */
export function calendarInstant(instant: Date): string {
  return `${instant.toISOString().replaceAll(/[-:]/gu, '').slice(0, 15)}Z`;
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code < FIRST_PRINTABLE && character !== '\t') || (code >= 0x7f && code < 0xa0);
}

function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LONGEST) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
