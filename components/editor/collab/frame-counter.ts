import * as decoding from 'lib0/decoding';
import { messageSync } from '#lib/collab/protocol.ts';

const syncStep2 = 1;
const syncUpdate = 2;

/** Whether a frame carries document content to the server: the answer to its question, or an update. */
function documentFrame(data: unknown): 'answer' | 'update' | null {
  const bytes = data instanceof Uint8Array ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : null;
  if (bytes === null) return null;
  const decoder = decoding.createDecoder(bytes);
  if (decoding.readVarUint(decoder) !== messageSync) return null;
  const kind = decoding.readVarUint(decoder);
  if (kind === syncStep2) return 'answer';
  return kind === syncUpdate ? 'update' : null;
}

export type FrameCounter = {
  /** A WebSocket whose document frames are counted; every new one starts at nothing. */
  readonly Socket: typeof WebSocket;
  /** Document frames sent on the newest socket. */
  readonly sent: number;
  /** Whether the newest socket has answered what the server asked for: everything it had before went with that. */
  readonly answered: boolean;
};

/**
 * Counts the document frames of a connection, as the server does to say which of them are saved. Updates made
 * before the server has asked for what it lacks are not sent on their own: they would stand on changes it has not
 * got yet, and the answer to its question holds them all.
 */
export function createFrameCounter(changed: () => void, Base: typeof WebSocket = WebSocket): FrameCounter {
  const counter = { sent: 0, answered: false, newest: null as WebSocket | null };
  class CountingSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      counter.newest = this;
      counter.sent = 0;
      counter.answered = false;
    }

    override send(data: string | Blob | BufferSource): void {
      const kind = this === counter.newest ? documentFrame(data) : null;
      if (kind === 'update' && !counter.answered) return;
      super.send(data);
      if (kind === null) return;
      counter.sent += 1;
      if (kind === 'answer') counter.answered = true;
      changed();
    }
  }
  return {
    Socket: CountingSocket,
    get sent() {
      return counter.sent;
    },
    get answered() {
      return counter.answered;
    },
  };
}
