import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { z } from 'zod';
import { notesFragment } from '#lib/notes/ydoc.ts';

const patches = z.array(z.tuple([z.number(), z.number(), z.string()]));
const traceShape = z.object({
  kind: z.string().optional(),
  endContent: z.string(),
  txns: z.array(z.object({ parents: z.array(z.number()).optional(), agent: z.number().optional(), patches })),
});

/** Recorded typing: what was typed in which order, by whom, knowing what. */
export type Trace = { name: string } & z.infer<typeof traceShape>;

const firstClientId = 500;

/** The names of the recordings in a folder. */
export function tracesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json.gz'))
    .toSorted();
}

/** @throws ZodError when the file is no recording. */
export function readTrace(folder: string, file: string): Trace {
  const text = gunzipSync(readFileSync(path.join(folder, file))).toString('utf8');
  return { name: file.replace(/\.json\.gz$/u, ''), ...traceShape.parse(JSON.parse(text)) };
}

/**
 * Types a recording again, each person in a copy of their own that knows what it knew then, and gives every update
 * in turn; the last value is the whole document and whether its text is what the recording says.
 */
export function* replay(trace: Trace): Generator<Uint8Array, { encoded: Uint8Array; right: boolean }> {
  const begin = firstLine();
  yield begin;
  const people = new Map<number, Y.Doc>();
  const knows = new Map<number, Set<number>>();
  const updates: Uint8Array[][] = [];
  const concurrent = trace.kind === 'concurrent';
  for (const [index, txn] of trace.txns.entries()) {
    const agent = txn.agent ?? 0;
    const doc = people.get(agent) ?? copy(begin, firstClientId + agent);
    people.set(agent, doc);
    if (concurrent) {
      const known = knows.get(agent) ?? new Set<number>();
      knows.set(agent, known);
      for (const missing of ancestors(trace, txn.parents ?? [], known)) {
        for (const update of updates[missing] ?? []) Y.applyUpdate(doc, update);
      }
      known.add(index);
    }
    const made = typed(doc, txn.patches);
    if (concurrent) updates.push(made);
    yield* made;
  }
  const whole = copy(begin, firstClientId - 1);
  for (const doc of people.values()) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
  return { encoded: Y.encodeStateAsUpdate(whole), right: lineText(whole).toJSON() === trace.endContent };
}

function typed(doc: Y.Doc, list: z.infer<typeof patches>): Uint8Array[] {
  const made: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => void made.push(update);
  doc.on('update', keep);
  const text = lineText(doc);
  for (const [position, deleted, inserted] of list) {
    if (deleted > 0) text.delete(position, deleted);
    if (inserted !== '') text.insert(position, inserted);
  }
  doc.off('update', keep);
  return made;
}

/** What a person has not heard of yet, the oldest first; from now on it counts as heard. */
function ancestors(trace: Trace, parents: readonly number[], known: Set<number>): number[] {
  const found: number[] = [];
  const left = [...parents];
  for (let index = left.pop(); index !== undefined; index = left.pop()) {
    if (known.has(index)) continue;
    known.add(index);
    found.push(index);
    left.push(...(trace.txns[index]?.parents ?? []));
  }
  return found.toSorted((one, other) => one - other);
}

function firstLine(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = firstClientId - 2;
  doc.transact(() => {
    const line = new Y.XmlElement('line');
    line.setAttribute('id', 'trace');
    line.insert(0, [new Y.XmlText()]);
    notesFragment(doc).insert(0, [line]);
  });
  return Y.encodeStateAsUpdate(doc);
}

function copy(update: Uint8Array, clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  Y.applyUpdate(doc, update);
  return doc;
}

function lineText(doc: Y.Doc): Y.XmlText {
  const line = notesFragment(doc).get(0);
  const text = line instanceof Y.XmlElement ? line.get(0) : null;
  if (text instanceof Y.XmlText) return text;
  throw new Error('The recording lost its line.');
}
