import * as Y from 'yjs';
import { updateFrame } from './frames.ts';
import type { ChangeFrame, Member } from './member.ts';
import type { CursorFrame } from './presence.ts';

/** A change that is to be told, and by which member it came; null for one from elsewhere. */
export type Outgoing = { update: Uint8Array; from: Member | null };

// Merging is worse than linear in the number of updates: so many take a tenth of a millisecond.
const mostMerged = 32;

/** What changed as frames; its only author, who is given too, does not get it back. */
export function changeFrame(outgoing: readonly Outgoing[]): ChangeFrame | null {
  const [first] = outgoing;
  if (first === undefined) return null;
  const author = outgoing.every(({ from }) => from === first.from) ? first.from : null;
  const frames: Buffer[] = [];
  for (let from = 0; from < outgoing.length; from += mostMerged) {
    const updates = outgoing.slice(from, from + mostMerged).map(({ update }) => update);
    const [only] = updates;
    frames.push(updateFrame(updates.length === 1 && only !== undefined ? only : Y.mergeUpdates(updates)));
  }
  return { frame: joined(frames), author };
}

/** Gives every member what a window brought and they do not know. */
export function deliver(
  members: Iterable<Member>,
  change: ChangeFrame | null,
  moves: CursorFrame | null,
): void {
  const text = change?.frame ?? null;
  const cursors = moves?.frame ?? null;
  const both = { text, cursors, all: joined([text, cursors]) };
  for (const member of members) {
    const knowsText = change !== null && member === change.author;
    const knowsCursors = moves !== null && member === moves.author;
    if (!knowsText && !knowsCursors) member.deliver(both);
    else if (!knowsText && text !== null) member.deliver({ text, cursors: null, all: text });
    else if (!knowsCursors && cursors !== null) member.deliver({ text: null, cursors, all: cursors });
  }
}

/** The frames one after the other, to be written at once. */
function joined(frames: readonly (Buffer | null)[]): Buffer {
  const present = frames.filter((frame) => frame !== null);
  const [only] = present;
  return present.length === 1 && only !== undefined ? only : Buffer.concat(present);
}
