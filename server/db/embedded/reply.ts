const READY_FOR_QUERY = 0x5a;
const ERROR = 0x45;
const IDLE = 0x49;

/**
 * Errors after which a Postgres server would end all its sessions and begin again from its log: no space, the disk
 * does not answer, data or the program itself is damaged. WebAssembly goes on in whatever state it was left in.
 */
const FATAL = new Set(['53100', '58030', 'XX000', 'XX001', 'XX002']);

export type Reply = {
  /** What the client may see. */
  bytes: Buffer;
  /** Whether the session is outside a transaction and outside a batch. */
  idle: boolean;
  /** Why the database must not be used any further; null when all is well. */
  broken: string | null;
};

/**
 * Reads what the database answered to a batch. The answer keeps exactly one ReadyForQuery, the last: PGlite
 * sends one more after each error inside a batch, and a client would take it for the end of its query.
 */
export function readReply(answer: Buffer): Reply {
  const parts: Buffer[] = [];
  let ready: Buffer | null = null;
  let broken: string | null = null;
  for (let offset = 0; offset + 5 <= answer.length;) {
    const end = offset + 1 + answer.readInt32BE(offset + 1);
    const message = answer.subarray(offset, end);
    if (message[0] === READY_FOR_QUERY) ready = message;
    else parts.push(message);
    if (message[0] === ERROR) broken ??= fatalError(message);
    offset = end;
  }
  if (ready !== null) parts.push(ready);
  return { bytes: Buffer.concat(parts), idle: ready?.[5] === IDLE, broken };
}

/** The text of an error that nothing may follow; null for every other. */
function fatalError(message: Buffer): string | null {
  const fields = new Map(
    message
      .subarray(5)
      .toString('utf8')
      .split('\0')
      .map((field) => [field.charAt(0), field.slice(1)]),
  );
  return FATAL.has(fields.get('C') ?? '') ? `${fields.get('C') ?? ''} ${fields.get('M') ?? ''}` : null;
}
