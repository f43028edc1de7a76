import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';

/**
 * The whole document as plain text, whatever is in it: also nodes that this page's schema does not know. For the
 * person whose text cannot be saved.
 */
export function plainNotes(doc: Y.Doc): string {
  return notesFragment(doc)
    .toArray()
    .map((block) => (block instanceof Y.XmlElement ? blockText(block) : ''))
    .join('\n')
    .trim();
}

function blockText(block: Y.XmlElement): string {
  const text = contentText(block);
  if (block.nodeName === 'agendaItem')
    return `\n${String(block.getAttribute('level')) === '2' ? '##' : '#'} ${text}`;
  const speaker: unknown = block.getAttribute('speakerName');
  return typeof speaker === 'string' ? `${speaker}: ${text}` : text;
}

function contentText(element: Y.XmlElement): string {
  return element
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) {
        return (child.toDelta() as { insert: unknown }[])
          .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
          .join('');
      }
      if (!(child instanceof Y.XmlElement)) return '';
      const written: unknown = child.getAttribute('text') ?? child.getAttribute('name');
      if (child.nodeName === 'hardBreak') return '\n';
      return typeof written === 'string' ? written : contentText(child);
    })
    .join('');
}
