import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeCodes, type CloseReason } from '#lib/collab/close-codes.ts';
import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/version.ts';
import type { AccessWatch, ReadRights } from './access-watch.ts';
import { admit, type Admission, type AdmissionResult, type Rights } from './admission.ts';
import { withDeadline, type Clock } from './clock.ts';
import { count, type CollabFigures } from './collab-figures.ts';
import type { CollabLogger } from './collab-log.ts';
import type { Connections } from './connections.ts';
import type { CollabLimits } from './limits.ts';
import { isOwnOrigin, parseUpgradeRequest, requestPath, type UpgradeRequest } from './upgrade-request.ts';

export type UpgradesOptions = {
  publicOrigin: string;
  leaveAlone: (path: string) => boolean;
  rights: Rights;
  watch: AccessWatch;
  connections: Connections;
  clock: Clock;
  logger: CollabLogger;
  limits: CollabLimits;
  figures: CollabFigures;
};

type Candidate = {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  wanted: UpgradeRequest;
  onError: (error: Error) => void;
};

const goodbyeMs = 2_000;
const statusTexts = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const;

/**
 * The way in. Address, origin, session, policy and limits are checked in this order before anything is answered. A
 * browser cannot read the status of a refused upgrade, so what its page can act on is told as a close code on a socket
 * that carries nothing else (R4).
 */
export class Upgrades {
  private readonly options: UpgradesOptions;
  private readonly server: WebSocketServer;
  private closed = false;

  constructor(options: UpgradesOptions) {
    this.options = options;
    this.server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      clientTracking: false,
      maxPayload: options.limits.messageBytes,
    });
  }

  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { leaveAlone, logger, publicOrigin } = this.options;
    if (leaveAlone(requestPath(request.url))) return;
    // First of all: an error event without a listener ends the process.
    const onError = (error: Error): void => {
      logger.info({ err: error }, 'a socket failed while it was checked');
      socket.destroy();
    };
    socket.on('error', onError);
    const wanted = parseUpgradeRequest(request.url);
    if (wanted === null) this.refuse(socket, request.url?.startsWith('/') === true ? 404 : 400);
    else if (this.closed) this.refuse(socket, 503);
    else if (!isOwnOrigin(request, publicOrigin)) this.refuse(socket, 403);
    else this.check({ request, socket, head, wanted, onError });
  }

  close(): void {
    this.closed = true;
  }

  private check(candidate: Candidate): void {
    const { request, wanted } = candidate;
    const lent = this.options.watch.lend(wanted.callId, request.headers.cookie);
    if (lent === null) void this.readRights(candidate);
    else this.answer(candidate, lent);
  }

  private async readRights(candidate: Candidate): Promise<void> {
    const { clock, limits, logger, rights, watch } = this.options;
    const { request, socket, wanted } = candidate;
    const began = watch.now();
    let result: AdmissionResult | null;
    try {
      const asked = admit(rights, request.headers.cookie, wanted.callId);
      result = await withDeadline(clock, limits.upgradeMs, asked, () => null);
    } catch (error) {
      logger.error({ err: error }, 'checking an upgrade failed');
      result = null;
    }
    if (socket.destroyed) return;
    if (result === null || this.closed) this.refuse(socket, 503);
    else if ('refused' in result) this.endAfterHandshake(candidate, result.refused);
    else this.answer(candidate, { ...began, admission: result.admission });
  }

  private answer(candidate: Candidate, admitted: ReadRights): void {
    const { request, socket, wanted } = candidate;
    const refused = this.refusal(admitted.admission, wanted);
    if (refused !== null) {
      this.endAfterHandshake(candidate, refused);
      return;
    }
    const { cookie } = request.headers;
    const { peopleApart } = wanted;
    this.shakeHands(candidate, (ws) => {
      this.options.connections.add({ ws, socket, cookie, admitted, peopleApart });
    });
  }

  /** The answer and what is said at once behind it are one write. */
  private shakeHands({ request, socket, head, onError }: Candidate, done: (ws: WebSocket) => void): void {
    socket.cork();
    this.server.handleUpgrade(request, socket, head, (ws) => {
      // From here on the library listens.
      socket.off('error', onError);
      done(ws);
    });
    socket.uncork();
  }

  /** Why somebody who may read the call gets no room. */
  private refusal(admission: Admission, wanted: UpgradeRequest): CloseReason | null {
    if (wanted.schema !== null && wanted.schema !== String(NOTES_SCHEMA_VERSION)) return 'editorTooOld';
    if (wanted.lineage !== null && wanted.lineage !== admission.view.lineage) return 'otherLineage';
    return this.options.connections.hasPlace(admission) ? null : 'full';
  }

  private endAfterHandshake(candidate: Candidate, reason: CloseReason): void {
    this.shakeHands(candidate, (ws) => {
      ws.on('error', () => {
        ws.terminate();
      });
      count(this.options.figures.refused, reason);
      ws.close(closeCodes[reason].code, reason);
      const cancel = this.options.clock.after(goodbyeMs, () => {
        ws.terminate();
      });
      ws.once('close', cancel);
    });
  }

  private refuse(socket: Duplex, status: keyof typeof statusTexts): void {
    count(this.options.figures.refused, String(status));
    refuse(socket, status);
  }
}

function refuse(socket: Duplex, status: keyof typeof statusTexts): void {
  socket.end(
    `HTTP/1.1 ${String(status)} ${statusTexts[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => {
      socket.destroy();
    },
  );
}
