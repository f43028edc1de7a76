export type SpeakerLabel = {
  /** The name as written. */
  name: string;
  /** What was said, as written. */
  rest: string;
  style: 'colon' | 'bold' | 'bracket' | 'angle' | 'paren' | 'alone' | 'no_colon';
};

const NAME = "[\\p{L}?][\\p{L}\\p{M}\\p{N} .,_'’/&+@()-]{0,48}?";
const BOLD = new RegExp(
  `^(?:\\*\\*|__)(${NAME})\\s*(?::\\s*(?:\\*\\*|__)|(?:\\*\\*|__)\\s*:)(?=$|[\\s.…[])\\s*(.*)$`,
  'u',
);
const COLON = new RegExp(`^(${NAME})\\s*:(?=$|[\\s.…])\\s*(.*)$`, 'u');
const HACKMD = /^\[name=([^[\]]{1,40})\]\s*(.*)$/u;
const BRACKET = /^\[([\p{L}][\p{L}\p{N} _-]{0,30})\]\s+(.*)$/u;
const ANGLE = /^(?:\[[\d:apm ]{0,12}\]\s*)?<([\p{L}_][\p{L}\p{N}_|-]{0,30})>\s+(.*)$/u;
const PAREN = /^\(([\p{L}][\p{L}\p{N} _-]{0,24})\)\s+(.*)$/u;

/** The words in front of a line that may name its speaker; null when there are none. Whether they do is decided over the whole file. */
export function speakerLabel(text: string): SpeakerLabel | null {
  const colon = text.indexOf(':');
  if (colon >= 0 && colon <= 56) {
    const bold = BOLD.exec(text);
    if (bold !== null) return label(bold, 'bold');
    const plain = COLON.exec(text);
    if (plain !== null) return label(plain, 'colon');
  }
  const first = text.charAt(0);
  if (first === '[')
    return (
      label(HACKMD.exec(text), 'bracket') ??
      label(BRACKET.exec(text), 'bracket') ??
      label(ANGLE.exec(text), 'angle')
    );
  if (first === '<') return label(ANGLE.exec(text), 'angle');
  if (first === '(') return label(PAREN.exec(text), 'paren');
  return null;
}

function label(found: RegExpExecArray | null, style: SpeakerLabel['style']): SpeakerLabel | null {
  if (found === null) return null;
  const name = (found[1] ?? '').replace(/\s+/gu, ' ').trim();
  return name === '' ? null : { name, rest: (found[2] ?? '').trim(), style };
}

const SMALL_WORDS = new Set(
  'a an the of to for by in on at is are was were be it its this that these those and or but if then so as with from into who what when where why how which we you they i he she not no yes do does did has have had should would could can may must will more some any all as per via vs than'.split(
    ' ',
  ),
);

/** Whether a label has the shape of a name: few words, each with a capital, or one lower-case nick. */
export function looksLikeName(name: string): boolean {
  if (/[?]{2,3}$/u.test(name) || /^unknown\b/iu.test(name)) return true;
  const words = name
    .replace(/\([^()]*\)/gu, ' ')
    .split(/[\s/&,+]+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 5) return false;
  if (words.length === 1)
    return /^[\p{L}@][\p{L}\p{M}\p{N}_.'’-]*$/u.test(words[0] ?? '') && !SMALL_WORDS.has(name.toLowerCase());
  return words.every((word) => {
    if (['and', 'de', 'van', 'von', 'der', 'la', 'le', 'da', 'di', 'del'].includes(word.toLowerCase()))
      return true;
    return /^\p{Lu}/u.test(word) && !SMALL_WORDS.has(word.toLowerCase());
  });
}
