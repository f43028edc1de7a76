import * as Y from 'yjs';
import { updateFrame } from './frames.ts';
import type { CursorFrames } from './cursor-frames.ts';
import type { ChangeFrame, Member, Parcel } from './member.ts';

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
  moves: CursorFrames | null,
): void {
  const text = change?.frame ?? null;
  const parcels = { whole: new Parcels(text, moves, false), apart: new Parcels(text, moves, true) };
  for (const member of members) {
    const wantsText = change !== null && member !== change.author;
    const wantsCursors = moves !== null && member !== moves.author;
    const parcel = (member.peopleApart ? parcels.apart : parcels.whole).of(wantsText, wantsCursors);
    if (parcel !== null) member.deliver(parcel);
  }
}

/** What there is to give to those who are told of people in one way, built once for all of them. */
class Parcels {
  private readonly text: Buffer | null;
  private readonly moves: CursorFrames | null;
  private readonly apart: boolean;
  private readonly built: (Parcel | null)[] = [null, null, null];

  constructor(text: Buffer | null, moves: CursorFrames | null, apart: boolean) {
    this.text = text;
    this.moves = moves;
    this.apart = apart;
  }

  of(wantsText: boolean, wantsCursors: boolean): Parcel | null {
    if (!wantsText && !wantsCursors) return null;
    const kind = wantsText ? (wantsCursors ? 2 : 0) : 1;
    return (this.built[kind] ??= this.build(wantsText, wantsCursors));
  }

  private build(wantsText: boolean, wantsCursors: boolean): Parcel {
    const text = wantsText ? this.text : null;
    const cursors = wantsCursors ? (this.moves?.frame(this.apart) ?? null) : null;
    return { text, cursors, all: joined([text, cursors]) };
  }
}

/** The frames one after the other, to be written at once. */
function joined(frames: readonly (Buffer | null)[]): Buffer {
  const present = frames.filter((frame) => frame !== null);
  const [only] = present;
  return present.length === 1 && only !== undefined ? only : Buffer.concat(present);
}
