import { inlineText } from '#lib/notes/import/inline-text.ts';
import type { ReadBlock, ReadInline, ReadNotes } from '#lib/notes/import/read-types.ts';

/**
 * Lines of a source that a reading lost: neither placed nor doubted, or said to be placed while words of
 * theirs stand nowhere in the blocks they were read into. `line: missing words`.
 */
export function unaccountedLines(source: string, read: ReadNotes): string[] {
  const doubted = new Set(read.doubts.map((doubt) => doubt.line));
  const texts = new Map<number, string>();
  for (const block of read.blocks) {
    for (const line of block.sourceLines) texts.set(line, `${texts.get(line) ?? ''} ${blockText(block)}`);
  }
  const around = `${read.intro}\n${read.outro}`.split('\n');
  const lost: string[] = [];
  for (const [index, raw] of source.split(/\r\n|\n|\r/u).entries()) {
    const line = index + 1;
    if (raw.trim() === '') continue;
    if (!read.placed.has(line)) {
      if (!doubted.has(line)) lost.push(`${String(line)}: neither placed nor doubted`);
      continue;
    }
    const text = texts.get(line);
    if (text === undefined) {
      if (!around.includes(raw) && !around.includes(raw.trimEnd())) lost.push(`${String(line)}: in no block`);
      continue;
    }
    const missing = words(raw).filter((word) => !words(text).includes(word) && !isMark(word));
    if (missing.length > 0) lost.push(`${String(line)}: ${missing.join(' ')}`);
  }
  return lost;
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that a reading turns into something else: keywords into tags, `x` of a ticked box, list letters. */
function isMark(word: string): boolean {
  return /^(?:ai|action|actions|item|decision|todo|next|step|topic|x|[a-z]|\d{1,2})$/u.test(word);
}

function blockText(block: ReadBlock): string {
  switch (block.kind) {
    case 'code':
      return `${block.language ?? ''} ${block.text}`;
    case 'quote':
      return withAddresses(block.content);
    case 'item':
      return [withAddresses(block.content), block.purpose, block.timebox, block.writtenHeading].join(' ');
    case 'line':
      return [block.speaker, block.owner, block.due, withAddresses(block.content)].join(' ');
  }
}

function withAddresses(content: readonly ReadInline[]): string {
  const hrefs = content.flatMap((node) =>
    node.type === 'text'
      ? (node.marks ?? []).map((mark) => (mark.type === 'link' ? mark.attrs.href : ''))
      : [],
  );
  return `${inlineText(content)} ${hrefs.join(' ')} ${hrefs.map((href) => decodeSafely(href)).join(' ')}`;
}

function decodeSafely(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
