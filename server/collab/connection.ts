import type { WebSocket } from 'ws';
import type { Duplex } from 'node:stream';
import type { CloseReason } from '#lib/collab/close-codes.ts';
import type { PresenceUser } from '#lib/collab/presence.ts';
import { MalformedError } from './byte-reader.ts';
import type { CallStates } from './call-states.ts';
import type { Clock } from './clock.ts';
import type { CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import { FrameQueue } from './frame-queue.ts';
import { DocumentSync, type SyncMember } from './document-sync.ts';
import { accessFrame, isSyncFrame, parseFrame, type ClientFrame } from './frames.ts';
import type { Rates } from './account-rates.ts';
import { accessMessage, presenceUser, type Admission } from './admission.ts';
import type { CollabLimits } from './limits.ts';
import type { LargeFrames } from './large-frames.ts';
import type { Parcel } from './member.ts';
import { PageSocket } from './page-socket.ts';
import type { Room } from './room.ts';

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

/**
 * One socket in one room. Its frames are handled one after the other in the order they came; none is handled before
 * the room is loaded or while its rights are being read again (R8).
 */
export class Connection implements SyncMember {
  admission: Admission;
  /** Why its socket ends or ended; `left` when it was not the server that ended it. */
  endedFor: CloseReason | 'silent' | 'broken' | 'left' = 'left';
  readonly peopleApart: boolean;
  private readonly options: ConnectionOptions;
  private readonly page: PageSocket;
  private readonly queue: FrameQueue;
  private readonly sync: DocumentSync;
  private room: Room | null = null;
  private ended = false;
  private toldAccess: string | null = null;
  private answered = false;
  private hearsState = false;
  private missedCursors = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.admission = options.admission;
    this.peopleApart = options.peopleApart;
    const { clock, figures, largeFrames, limits, rates, socket, ws } = options;
    this.sync = new DocumentSync({ member: this, rates, clock, limits });
    this.page = new PageSocket({
      ws,
      socket,
      clock,
      limits,
      figures,
      tooSlow: (unsent) => {
        this.drop(unsent);
      },
    });
    ws.on('error', (error) => {
      this.failed(error);
    });
    ws.on('message', (data, isBinary) => {
      this.receive(data as Buffer, isBinary);
    });
    this.queue = new FrameQueue({
      source: this.page,
      largeFrames,
      largeFrameBytes: limits.largeFrameBytes,
      ready: () => {
        this.drain();
      },
    });
  }

  get callId(): string {
    return this.admission.view.callId;
  }

  get userId(): string | null {
    const { actor } = this.admission;
    return actor.kind === 'user' ? actor.userId : null;
  }

  get user(): PresenceUser {
    return presenceUser(this.admission);
  }

  get open(): boolean {
    return !this.ended;
  }

  /** Enters the room: from here on frames are handled. */
  enter(room: Room): void {
    this.room = room;
    this.page.together(() => {
      room.join(this);
      if (room.open && this.mayWrite()) this.sync.ask(room);
    });
    this.release();
  }

  began(): void {
    const { room } = this;
    if (room === null) return;
    this.page.together(() => {
      if (this.mayWrite()) this.sync.ask(room);
      if (this.answered) this.tellAll();
    });
    this.drain();
  }

  /** No frame is handled until as many calls of `release`. */
  hold(): void {
    this.queue.hold();
  }

  release(): void {
    this.queue.release();
  }

  /** Its rights were read again: effective for the next frame. */
  setAdmission(admission: Admission): void {
    const wrote = this.admission.view.access.writeDocument;
    this.admission = admission;
    if (this.room?.open !== true) return;
    this.tellAccess();
    this.room.presence.refresh(this);
    if (!wrote && admission.view.access.writeDocument) this.sync.ask(this.room);
  }

  accepted(count: number): void {
    this.sync.accepted(count);
  }

  committed(count: number): boolean {
    return this.sync.committed(count);
  }

  deliver({ text, cursors, all }: Parcel): void {
    if (cursors === null) {
      this.page.send(all);
    } else if (this.page.crowded) {
      this.missedCursors = true;
      if (text !== null) this.page.send(text);
    } else if (this.missedCursors) {
      this.missedCursors = false;
      if (text !== null) this.page.send(text);
      this.page.send(this.room?.presence.everybody(this.peopleApart) ?? cursors);
    } else {
      this.page.send(all);
    }
  }

  send(frame: Buffer): void {
    this.page.send(frame);
  }

  mayWrite(): boolean {
    return this.admission.view.access.writeDocument;
  }

  answer(frames: readonly Buffer[]): void {
    this.page.together(() => {
      this.page.sendAnswer(frames);
      this.answered = true;
      if (this.room?.open === true) this.tellAll();
    });
  }

  /** One heartbeat: drops the socket when it has been silent for too many. */
  beat(): void {
    if (this.page.beat(!this.queue.held)) return;
    this.endedFor = 'silent';
    this.terminate();
  }

  /** Ends the socket with the reason; nothing it sent and that waits is handled any more. */
  close(reason: CloseReason): void {
    if (this.ended) return;
    this.leave();
    this.page.resume();
    this.endSocket(reason);
  }

  /** Says goodbye and goes on handling what is on its way; resolves when the browser has answered. */
  closeGently(reason: CloseReason): Promise<void> {
    const gone = this.page.gone();
    if (!this.ended) this.endSocket(reason);
    return gone;
  }

  /** The socket is gone. */
  leave(): void {
    this.ended = true;
    this.queue.clear();
    this.room?.leave(this);
    this.room = null;
    this.options.states.leave(this);
  }

  terminate(): void {
    this.leave();
    this.page.terminate();
  }

  private endSocket(reason: CloseReason): void {
    this.endedFor = reason;
    this.page.end(reason);
  }

  private drop(unsent: number): void {
    this.options.logger.warn({ callId: this.callId, unsent }, 'slow reader dropped');
    this.close('slowReader');
    this.page.terminate();
  }

  private failed(error: Error & { code?: string }): void {
    // The library has already answered a frame that is too large or breaks RFC 6455 with its own close code.
    this.options.logger.info({ callId: this.callId, code: error.code }, 'socket error');
    if (!this.ended) this.endedFor = 'broken';
    this.leave();
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.ended) return;
    this.page.heard();
    const { figures, rates } = this.options;
    figures.framesIn += 1;
    figures.bytesIn += data.length;
    if (!isBinary) {
      this.close('textFrame');
    } else if (!rates.messages.take(1) || !rates.bytes.take(data.length)) {
      this.close('tooFast');
    } else {
      this.queue.push(data);
      this.drain();
    }
  }

  private drain(): void {
    while (!this.ended) {
      const bytes = this.queue.next(this.room?.open !== false);
      if (bytes === null) return;
      this.handle(bytes);
    }
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
      case 'syncStep2':
      case 'update':
        this.sync.receive(room, frame);
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
        if (this.options.rates.commands.take(1)) this.options.states.run(this, frame.command);
        else this.close('tooFast');
    }
  }

  /** What makes an editor editable is told after the document, and not before that was found whole. */
  private tellAll(): void {
    this.tellAccess();
    // Access may have been told before, when it changed while the page was still coming.
    if (this.hearsState) return;
    this.hearsState = true;
    this.options.states.join(this);
  }

  private tellAccess(): void {
    const message = accessMessage(this.admission);
    const told = JSON.stringify(message);
    if (told === this.toldAccess) return;
    this.toldAccess = told;
    this.send(accessFrame(message));
  }
}
