import type { CloseReason } from '#lib/collab/close-codes.ts';
import type { Holdable } from './back-pressure.ts';
import type { PresenceOwner } from './presence.ts';

/** Somebody in a room: a connection, as far as the room is concerned. */
export type Member = PresenceOwner &
  Holdable & {
    /** Whether its page is told of people apart from their cursors. */
    readonly peopleApart: boolean;
    send(frame: Buffer): void;
    /** The document was found whole: from here on every frame is handled. */
    began(): void;
    /** Takes what a window brought. */
    deliver(parcel: Parcel): void;
    /** What it sent before is among what the room has accepted up to this count. */
    accepted(count: number): void;
    /** Everything the room accepted up to this count is committed; whether the member waits for more. */
    committed(count: number): boolean;
    close(reason: CloseReason): void;
  };

/** What a window brought, as frames: all in one piece, and the text alone for who is too slow for cursors. */
export type Parcel = { text: Buffer | null; cursors: Buffer | null; all: Buffer };

/** A change of the document as frames, and its only author, who does not get it back; null when there were several. */
export type ChangeFrame = { frame: Buffer; author: Member | null };
