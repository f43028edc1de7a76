import type { WebSocket } from 'ws';
import type { Duplex } from 'node:stream';
import { closeCodes, type CloseReason } from '#lib/collab/close-codes.ts';
import { presenceColor, type PresenceUser } from '#lib/collab/presence.ts';
import type { AccessMessage } from '#lib/collab/protocol.ts';
import { MalformedError } from './byte-reader.ts';
import type { CallStates } from './call-states.ts';
import type { Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import {
  accessFrame,
  asksForAll,
  asksForPart,
  heartbeatFrames,
  isSyncFrame,
  parseFrame,
  savedFrame,
  type ClientFrame,
} from './frames.ts';
import type { Rates } from './account-rates.ts';
import type { Admission } from './admission.ts';
import type { CollabLimits } from './limits.ts';
import type { LargeFrames } from './large-frames.ts';
import type { Member, Parcel } from './member.ts';
import type { Room } from './room.ts';
import { TokenBucket } from './token-bucket.ts';

export type ConnectionOptions = {
  ws: WebSocket;
  socket: Duplex;
  admission: Admission;
  /** Whether the page is told of people apart from their cursors. */
  peopleApart: boolean;
  states: CallStates;
  largeFrames: LargeFrames;
  /** What its account, or it alone where nobody is signed in, may send in this call. */
  rates: Rates;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
};

// A client that types before its offline changes are here is normal for a moment, not for so long; a whole answer that
// leans on what is not here is not normal at all.
const mostMissing = 1_000;
const missingPerAnswer = 100;
const foreignPauseMs = 1_000;
const closeHandshakeMs = 5_000;

/**
 * One socket in one room. Its frames are handled one after the other in the order they came; none is handled before
 * the room is loaded or while its rights are being read again (R8).
 */
export class Connection implements Member {
  admission: Admission;
  /** Why its socket ends or ended; `left` when it was not the server that ended it. */
  endedFor: CloseReason | 'silent' | 'broken' | 'left' = 'left';
  readonly peopleApart: boolean;
  private readonly options: ConnectionOptions;
  private readonly rates: Rates;
  /** Its own questions, beside those of its account. */
  private readonly syncs: TokenBucket;
  private room: Room | null = null;
  private queue: Uint8Array[] = [];
  /** The large frame whose turn it is. */
  private onTurn: Uint8Array | null = null;
  /** How many things have to happen before the next frame is handled. */
  private holds = 1;
  private ended = false;
  private frames = 0;
  /** The last document frame that the room holds and whose window has not ended; 0 for none. */
  private inWindow = 0;
  private unsaved: { frame: number; accepted: number }[] = [];
  private told = 0;
  /** For each question that is not answered yet, how many document frames had come when it was sent. */
  private readonly asked: number[] = [];
  private askingLater = false;
  /** Frames left out since the last complete answer: none after them may be called saved. */
  private missing = 0;
  /** The last document frame that was left out, and whether any since the last question was because it is another's. */
  private lastLeftOut = 0;
  private leftOutForeign = false;
  private toldAccess: string | null = null;
  private answered = false;
  private hearsState = false;
  private silent = 0;
  private missedCursors = false;
  /** Bytes of the last answer, while not all of it is on its way: nobody is too slow for what was asked for once. */
  private unreadAnswer = 0;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.admission = options.admission;
    this.peopleApart = options.peopleApart;
    const { clock, limits } = options;
    this.rates = options.rates;
    this.syncs = new TokenBucket(clock, limits.syncsPerSecond, limits.syncBurst);
    const { socket, ws } = options;
    socket.on('drain', () => {
      this.unreadAnswer = 0;
    });
    ws.on('error', (error) => {
      this.failed(error);
    });
    ws.on('message', (data, isBinary) => {
      this.receive(data as Buffer, isBinary);
    });
    ws.on('pong', () => {
      this.silent = 0;
    });
    ws.pause();
  }

  get callId(): string {
    return this.admission.view.callId;
  }

  get userId(): string | null {
    const { actor } = this.admission;
    return actor.kind === 'user' ? actor.userId : null;
  }

  get user(): PresenceUser {
    const { actor, view } = this.admission;
    if (actor.kind === 'anonymous') return { name: 'Reader', color: presenceColor(''), role: 'reader' };
    const role = !view.access.writeDocument ? 'reader' : view.facts.notetaker ? 'notetaker' : 'writer';
    const name = actor.guest ? `${actor.name} (guest)` : actor.name;
    return { name, color: presenceColor(actor.userId), role };
  }

  get open(): boolean {
    return !this.ended;
  }

  /** Enters the room: from here on frames are handled. */
  enter(room: Room): void {
    this.room = room;
    this.together(() => {
      room.join(this);
      if (room.open && this.mayWrite()) this.ask(room);
    });
    this.release();
  }

  began(): void {
    const { room } = this;
    if (room === null) return;
    this.together(() => {
      if (this.mayWrite()) this.ask(room);
      if (this.answered) this.tellAll();
    });
    this.drain();
  }

  /** No frame is handled until as many calls of `release`. */
  hold(): void {
    this.holds += 1;
    this.options.ws.pause();
  }

  release(): void {
    this.holds -= 1;
    if (this.holds > 0) return;
    this.drain();
    if (this.holds === 0) this.options.ws.resume();
  }

  /** Its rights were read again: effective for the next frame. */
  setAdmission(admission: Admission): void {
    const wrote = this.admission.view.access.writeDocument;
    this.admission = admission;
    if (this.room?.open !== true) return;
    this.tellAccess();
    this.room.presence.refresh(this);
    if (!wrote && admission.view.access.writeDocument) this.ask(this.room);
  }

  accepted(count: number): void {
    if (this.inWindow === 0) return;
    this.unsaved.push({ frame: this.inWindow, accepted: count });
    this.inWindow = 0;
  }

  committed(count: number): boolean {
    let seq = this.told;
    while (this.unsaved[0] !== undefined && this.unsaved[0].accepted <= count) {
      seq = this.unsaved[0].frame;
      this.unsaved.shift();
    }
    if (seq !== this.told) {
      this.told = seq;
      this.send(savedFrame(seq));
    }
    return this.unsaved.length > 0;
  }

  deliver({ text, cursors, all }: Parcel): void {
    if (cursors === null) {
      this.send(all);
    } else if (this.options.socket.writableLength > this.options.limits.unsentBytesForCursors) {
      this.missedCursors = true;
      if (text !== null) this.send(text);
    } else if (this.missedCursors) {
      this.missedCursors = false;
      if (text !== null) this.send(text);
      this.send(this.room?.presence.everybody(this.peopleApart) ?? cursors);
    } else {
      this.send(all);
    }
  }

  send(frame: Buffer): void {
    const { ws, socket, limits, figures } = this.options;
    if (ws.readyState !== ws.OPEN) return;
    if (socket.writableLength > limits.unsentBytes + this.unreadAnswer) {
      this.options.logger.warn({ callId: this.callId, unsent: socket.writableLength }, 'slow reader dropped');
      this.close('slowReader');
      ws.terminate();
      return;
    }
    // Written past the library, which sends nothing in pieces of its own: compression is off.
    socket.write(frame);
    figures.framesOut += 1;
    figures.bytesOut += frame.length;
  }

  /** One heartbeat: drops the socket when it has been silent for too many. */
  beat(): void {
    const { ws, limits } = this.options;
    if (this.silent >= limits.missedHeartbeats) {
      this.endedFor = 'silent';
      this.leave();
      ws.terminate();
      return;
    }
    // Who is not read for now cannot be heard.
    if (this.holds === 0) this.silent += 1;
    this.send(heartbeatFrames);
  }

  /** Ends the socket with the reason; nothing it sent and that waits is handled any more. */
  close(reason: CloseReason): void {
    if (this.ended) return;
    this.leave();
    this.options.ws.resume();
    this.endSocket(reason);
  }

  /** Says goodbye and goes on handling what is on its way; resolves when the browser has answered. */
  closeGently(reason: CloseReason): Promise<void> {
    return new Promise((resolve) => {
      this.options.ws.once('close', () => {
        resolve();
      });
      if (!this.ended) this.endSocket(reason);
    });
  }

  /** The socket is gone. */
  leave(): void {
    this.ended = true;
    this.queue = [];
    this.room?.leave(this);
    this.room = null;
    this.options.states.leave(this);
  }

  terminate(): void {
    this.leave();
    this.options.ws.terminate();
  }

  private endSocket(reason: CloseReason): void {
    const { ws, clock } = this.options;
    this.endedFor = reason;
    ws.close(closeCodes[reason].code, reason);
    const cancel = clock.after(closeHandshakeMs, () => {
      ws.terminate();
    });
    ws.once('close', cancel);
  }

  private failed(error: Error & { code?: string }): void {
    // The library has already answered a frame that is too large or breaks RFC 6455 with its own close code.
    this.options.logger.info({ callId: this.callId, code: error.code }, 'socket error');
    if (!this.ended) this.endedFor = 'broken';
    this.leave();
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.ended) return;
    this.silent = 0;
    const { figures } = this.options;
    figures.framesIn += 1;
    figures.bytesIn += data.length;
    if (!isBinary) {
      this.close('textFrame');
    } else if (!this.rates.messages.take(1) || !this.rates.bytes.take(data.length)) {
      this.close('tooFast');
    } else {
      this.queue.push(data);
      this.drain();
    }
  }

  private drain(): void {
    while (this.holds === 0 && !this.ended) {
      const [bytes] = this.queue;
      // Until the document was found whole, only those who have nothing are answered, with the bytes of its log (R36).
      if (bytes === undefined || (this.room?.open === false && !asksForAll(bytes))) return;
      if (bytes !== this.onTurn && this.takesLong(bytes)) {
        this.waitForTurn(bytes);
        return;
      }
      this.queue.shift();
      this.onTurn = null;
      this.handle(bytes);
    }
  }

  private takesLong(bytes: Uint8Array): boolean {
    return bytes.length > this.options.limits.largeFrameBytes || asksForPart(bytes);
  }

  private waitForTurn(bytes: Uint8Array): void {
    this.hold();
    this.options.largeFrames.take(() => {
      this.onTurn = bytes;
      this.release();
    });
  }

  private handle(bytes: Uint8Array): void {
    try {
      this.dispatch(parseFrame(bytes));
    } catch (error) {
      if (error instanceof MalformedError) {
        this.options.logger.info({ callId: this.callId, why: error.message }, 'malformed frame');
        this.close(this.mayWrite() || !isSyncFrame(bytes) ? 'malformed' : 'forbidden');
      } else {
        this.options.logger.error({ callId: this.callId, err: error }, 'handling a frame failed');
        this.close('internal');
      }
    }
  }

  private dispatch(frame: ClientFrame): void {
    const room = this.room;
    if (room === null) return;
    switch (frame.kind) {
      case 'syncStep1':
        this.answer(room, frame.stateVector);
        return;
      case 'syncStep2':
        if (this.mayWrite()) this.take(room, frame);
        else if (this.mayAsk() && room.knows(frame.update, this.options.limits.largeFrameBytes)) {
          this.asked.shift();
          this.count(room);
        } else this.close('forbidden');
        return;
      case 'update':
        if (this.mayWrite()) this.take(room, frame);
        else this.close('forbidden');
        return;
      case 'presence':
        room.presence.receive(this, frame.update);
        if (this.mayWrite()) room.present(this, false);
        return;
      case 'queryPresence': {
        const everybody = room.presence.everybody(this.peopleApart);
        if (everybody !== null) this.send(everybody);
        return;
      }
      case 'command':
        if (this.rates.commands.take(1)) this.options.states.run(this, frame.command);
        else this.close('tooFast');
    }
  }

  private mayAsk(): boolean {
    return this.syncs.take(1) && this.rates.syncs.take(1);
  }

  /** Asked at every frame, of the rights as they are now. */
  private mayWrite(): boolean {
    return this.admission.view.access.writeDocument;
  }

  private take(room: Room, frame: { kind: 'syncStep2' | 'update'; update: Uint8Array }): void {
    // A large answer comes in pieces, of which the last one alone is called an answer.
    const typed = frame.kind === 'update' && !this.asking;
    const askedAt = frame.kind === 'syncStep2' ? this.asked.shift() : undefined;
    const applied = room.apply(this, frame.update, typed);
    if (applied === 'full') {
      this.close('notesFull');
      return;
    }
    if (applied !== 'applied') {
      this.frames += 1;
      this.lastLeftOut = this.frames;
      this.leftOutForeign ||= applied === 'foreign';
      this.missing += frame.kind === 'syncStep2' ? missingPerAnswer : 1;
      if (applied === 'foreign' && typed) this.close('malformed');
      else this.askAgain(room);
      return;
    }
    if (frame.kind === 'syncStep2') this.answerEnded(room, askedAt);
    this.count(room);
  }

  /** An answer is whole, and holds what was left out before its question, when nothing was left out since. */
  private answerEnded(room: Room, askedAt: number | undefined): void {
    if (this.missing > 0 && (askedAt === undefined || this.lastLeftOut > askedAt)) {
      if (askedAt !== undefined) this.missing += missingPerAnswer;
      this.askAgain(room);
      return;
    }
    this.missing = 0;
    room.present(this, true);
  }

  /** Counts a document frame that the room holds; it is saved when all the room holds now is committed. */
  private count(room: Room): void {
    this.frames += 1;
    if (this.missing > 0) return;
    this.inWindow = this.frames;
    room.expect(this);
  }

  private answer(room: Room, stateVector: Uint8Array): void {
    if (!this.mayAsk()) {
      this.close('tooFast');
      return;
    }
    this.together(() => {
      const frames = room.missingFrom(stateVector);
      this.unreadAnswer = frames.reduce((sum, { length }) => sum + length, 0);
      for (const frame of frames) this.send(frame);
      this.answered = true;
      if (room.open) this.tellAll();
    });
  }

  /** What makes an editor editable is told after the document, and not before that was found whole. */
  private tellAll(): void {
    this.tellAccess();
    // Access may have been told before, when it changed while the page was still coming.
    if (this.hearsState) return;
    this.hearsState = true;
    this.options.states.join(this);
  }

  /** Writes all that `send` is given meanwhile to the network at once. */
  private together(send: () => void): void {
    this.options.socket.cork();
    send();
    this.options.socket.uncork();
  }

  private get asking(): boolean {
    return this.askingLater || this.asked.length > 0;
  }

  /** Asks once more for all that is not here, unless it is asked already; ends the socket when that does not help. */
  private askAgain(room: Room): void {
    if (this.missing > mostMissing) {
      this.close('malformed');
    } else if (this.asking) {
      return;
    } else if (this.leftOutForeign) {
      // What is another's may be on its way here: by its owner, or from another process.
      this.askingLater = true;
      this.options.clock.after(foreignPauseMs, () => {
        this.askingLater = false;
        if (this.open && this.mayWrite()) this.ask(room);
      });
    } else {
      this.ask(room);
    }
  }

  private ask(room: Room): void {
    this.leftOutForeign = false;
    this.asked.push(this.frames);
    this.send(room.question());
  }

  private tellAccess(): void {
    const { access, facts } = this.admission.view;
    const message: AccessMessage = {
      write: access.writeDocument,
      reason: access.readOnlyReason,
      callStatus: facts.status,
    };
    const told = JSON.stringify(message);
    if (told === this.toldAccess) return;
    this.toldAccess = told;
    this.send(accessFrame(message));
  }
}
