import { constantFrom, integer, nat, record, string, type Arbitrary } from '#tests/support/fast-check.ts';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate, notesDoc, notesFragment, notesJson } from '#lib/notes/ydoc.ts';
import { MemoryLog } from './memory-log.ts';
import { notesOf } from './start-collab.ts';
import { addLine, lineText } from './typing.ts';

/** One step of somebody writing: who, where, and what. */
export const step = record({
  who: integer({ min: 0, max: 2 }),
  kind: constantFrom('type', 'delete', 'line', 'mark', 'remove'),
  at: nat(1_000),
  text: string({ minLength: 1, maxLength: 8 }),
});
type Step = typeof step extends Arbitrary<infer T> ? T : never;

function play(doc: Y.Doc, { kind, at, text }: Step, id: string): void {
  const lines = notesFragment(doc).length;
  const line = at % Math.max(1, lines);
  if (kind === 'line' || lines === 0) addLine(doc, text, id);
  else if (kind === 'remove') notesFragment(doc).delete(line, 1);
  else if (kind === 'type') lineText(doc, line).insert(at % (lineText(doc, line).length + 1), text);
  else {
    const part = lineText(doc, line);
    const from = at % Math.max(1, part.length);
    const length = Math.min(2, part.length - from);
    if (length <= 0) return;
    if (kind === 'delete') part.delete(from, length);
    else part.format(from, length, { bold: {} });
  }
}

/** A log as three people write it, each change after all before it, in random order of persons. */
export function writeLog(steps: readonly Step[]): {
  log: MemoryLog;
  doc: Y.Doc;
  callId: string;
  lineage: string;
} {
  const log = new MemoryLog();
  const [callId, lineage] = ['call-1', 'lineage-1'];
  const first = createNotesUpdate(notesOf('begin'), lineage);
  log.seed(callId, first);
  const people = [notesDoc(), notesDoc(), notesDoc()];
  for (const person of people) Y.applyUpdate(person, first);
  for (const [index, one] of steps.entries()) {
    const author = people[one.who] ?? people[0]!;
    const before = Y.encodeStateVector(author);
    const updates: Uint8Array[] = [];
    const listen = (bytes: Uint8Array): void => void updates.push(bytes);
    author.on('update', listen);
    play(author, one, `line-${String(index)}`);
    author.off('update', listen);
    expect(before).toBeDefined();
    for (const bytes of updates) {
      log.seed(callId, bytes);
      for (const person of people) Y.applyUpdate(person, bytes);
    }
  }
  return { log, doc: people[0]!, callId, lineage };
}

export function sameDocument(one: Y.Doc, other: Y.Doc): void {
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(other));
  expect(Y.encodeStateAsUpdate(one)).toEqual(Y.encodeStateAsUpdate(other));
  expect(notesJson(one)).toEqual(notesJson(other));
  expect(one.store.pendingStructs).toBeNull();
}
