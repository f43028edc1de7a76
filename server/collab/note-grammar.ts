import type { ContentMatch, NodeType, Schema } from '@tiptap/pm/model';
import { noteSchema } from '#lib/notes/schema/index.ts';
import { isScriptAddress } from '#lib/notes/schema/is-safe-href.ts';
import { META_MAP, NOTES_FRAGMENT } from '#lib/notes/ydoc.ts';

/** What may stand in a document, read off the schema of its notes: what the schema learns is allowed from then on. */
export type NoteGrammar = {
  /** The root that holds the notes: the only one a browser adds to. */
  notesRoot: string;
  /** The root that browsers leave alone. */
  frozenRoot: string;
  /** Name of the node that the notes root stands for. */
  topNode: string;
  /** Whether a node may stand in another. */
  mayHold(parent: string, child: string): boolean;
  mayHoldText(parent: string): boolean;
  mayHaveAttribute(node: string, name: string): boolean;
  /** Whether a mark's name, as the editor's binding writes it, and its value (JSON; `null` ends the mark) fit. */
  fitsMark(name: string, json: string): boolean;
};

/** Longest value of a mark, in characters: a link as long as browsers still open. */
const mostMarkCharacters = 64 * 1024;
/** Marks that may overlap themselves carry a hash behind their name. */
const hashedMarkName = /^(.*)--[a-zA-Z0-9+/=]{8}$/u;

/** The grammar of a schema's documents. */
export function noteGrammar(schema: Schema, notesRoot: string, frozenRoot: string): NoteGrammar {
  const nodes = new Map<string, { holds: ReadonlySet<string>; attributes: ReadonlySet<string> }>();
  for (const [name, type] of Object.entries(schema.nodes)) {
    const attributes = new Set(Object.keys(type.spec.attrs ?? {}));
    nodes.set(name, { holds: new Set([...childTypes(type)].map((child) => child.name)), attributes });
  }
  const marks = new Map<string, ReadonlySet<string>>();
  for (const [name, type] of Object.entries(schema.marks)) {
    marks.set(name, new Set(Object.keys(type.spec.attrs ?? {})));
  }
  const textName = schema.nodes['text']?.name ?? 'text';
  return {
    notesRoot,
    frozenRoot,
    topNode: schema.topNodeType.name,
    mayHold: (parent, child) => child !== textName && nodes.get(parent)?.holds.has(child) === true,
    mayHoldText: (parent) => nodes.get(parent)?.holds.has(textName) === true,
    mayHaveAttribute: (node, name) => nodes.get(node)?.attributes.has(name) === true,
    fitsMark: (name, json) => {
      const attributes = marks.get(name) ?? marks.get(hashedMarkName.exec(name)?.[1] ?? '');
      return attributes !== undefined && json.length <= mostMarkCharacters && isMarkValue(json, attributes);
    },
  };
}

/** What a browser may write in a call's document: the notes, never the facts about the document. */
export const browserGrammar: NoteGrammar = noteGrammar(noteSchema, NOTES_FRAGMENT, META_MAP);

function isMarkValue(json: string, attributes: ReadonlySet<string>): boolean {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return false;
  }
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, each]: [string, unknown]) =>
      attributes.has(name) &&
      (each === null || typeof each !== 'object') &&
      (typeof each !== 'string' || !isScriptAddress(each)),
  );
}

function childTypes({ contentMatch }: NodeType): ReadonlySet<NodeType> {
  const types = new Set<NodeType>();
  const seen = new Set<ContentMatch>();
  const waiting: ContentMatch[] = [contentMatch];
  for (let match = waiting.pop(); match !== undefined; match = waiting.pop()) {
    if (seen.has(match)) continue;
    seen.add(match);
    for (let index = 0; index < match.edgeCount; index += 1) {
      const { type, next } = match.edge(index);
      types.add(type);
      waiting.push(next);
    }
  }
  return types;
}
