import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { SaidLine } from '#lib/suggestion/said-line.ts';
import { blockText } from './block-text.ts';
import { blockId, isLine, lineAttrs } from './blocks.ts';
import { factsOf } from './facts-of.ts';

/** The lines before a position, as the suggestion reads them. A line without speaker and text says nothing and is left out. */
export function saidLinesBefore(doc: ProseMirrorNode, end: number): SaidLine[] {
  const lines: SaidLine[] = [];
  doc.forEach((node, pos) => {
    const said = pos < end ? saidIn(node) : null;
    if (said !== null) lines.push(said);
  });
  return lines;
}

const saidIn = factsOf((node: ProseMirrorNode): SaidLine | null => {
  if (!isLine(node)) return null;
  const { speaker } = lineAttrs(node);
  if (speaker === null && node.content.size === 0) return null;
  return { id: blockId(node) ?? '', speaker, text: blockText(node), mentions: mentionsIn(node) };
});

function mentionsIn(line: ProseMirrorNode): string[] {
  const people: string[] = [];
  line.forEach((node) => {
    const person: unknown = node.type.name === 'mention' ? node.attrs['person'] : null;
    if (typeof person === 'string') people.push(person);
  });
  return people;
}
