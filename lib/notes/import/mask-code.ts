/** Neither letter nor digit nor blank, and never legal in text. */
const MASK = '\uFDD1';

const TICKS = /`+/uy;
const DESTINATION = /\]\((?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){1,2000}\)/uy;
const TAG = /<[a-z/!][^<>\s]{1,2000}>/iuy;
const ADDRESS = /https?:\/\/[^\s<>\]]+/iuy;

/** A line with its code, addresses and tags covered, letter for letter: nothing in them is a stamp or a gap. */
export function maskCode(text: string): string {
  let masked = '';
  let index = 0;
  while (index < text.length) {
    const taken = takeCovered(text, index);
    if (taken > 0) masked += MASK.repeat(taken);
    else masked += text.slice(index, index + step(text, index));
    index += taken > 0 ? taken : step(text, index);
  }
  return masked;
}

/** How far to go on: over an escaped sign, over a whole run of backticks that closes nowhere. */
function step(text: string, index: number): number {
  if (text[index] === '\\') return 2;
  return text[index] === '`' ? matchAt(TICKS, text, index) : 1;
}

function takeCovered(text: string, index: number): number {
  switch (text.charAt(index)) {
    case '`':
      return codeSpan(text, index);
    case ']':
      return matchAt(DESTINATION, text, index);
    case '<':
      return matchAt(TAG, text, index);
    case 'h':
    case 'H':
      return matchAt(ADDRESS, text, index);
    default:
      return 0;
  }
}

function codeSpan(text: string, index: number): number {
  const opening = matchAt(TICKS, text, index);
  let next = text.indexOf('`', index + opening);
  while (next >= 0) {
    const closing = matchAt(TICKS, text, next);
    if (closing === opening) return next + closing - index;
    next = text.indexOf('`', next + closing);
  }
  return 0;
}

function matchAt(form: RegExp, text: string, index: number): number {
  form.lastIndex = index;
  return form.exec(text)?.[0].length ?? 0;
}
