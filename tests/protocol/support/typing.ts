import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';

/** Everything written in a document, line by line. */
export function textOf(doc: Y.Doc): string {
  return notesFragment(doc)
    .toArray()
    .map((block) =>
      block instanceof Y.XmlElement
        ? block
            .toArray()
            .map((part) => (part instanceof Y.XmlText ? part.toJSON() : ''))
            .join('')
        : '',
    )
    .join('\n');
}

/** Types text at the end of a line, the first one unless told. */
export function type(doc: Y.Doc, text: string, line = 0): void {
  const part = lineText(doc, line);
  part.insert(part.length, text);
}

/** Adds a line at the end. */
export function addLine(doc: Y.Doc, text: string, id: string): void {
  doc.transact(() => {
    const line = new Y.XmlElement('line');
    line.setAttribute('id', id);
    line.insert(0, [new Y.XmlText(text)]);
    const fragment = notesFragment(doc);
    fragment.insert(fragment.length, [line]);
  });
}

export function lineText(doc: Y.Doc, line = 0): Y.XmlText {
  const block = notesFragment(doc).get(line);
  const part = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(part instanceof Y.XmlText)) throw new Error(`There is no text in line ${String(line)}.`);
  return part;
}
