import { AppError } from '#lib/errors.ts';
import type {
  ClientClaim,
  DocumentLog,
  LoadedDocument,
  LogEntry,
  LoggedUpdate,
  StoredClient,
} from '#server/collab/document-log.ts';

type Stored = LoggedUpdate & { callId: string; actorId: string | null };
type Gate = { opened: Promise<void>; open: () => void };

/** The log of a test: keeps rows in memory, and can be made to wait, to fail and to lie as a store does. */
export class MemoryLog implements DocumentLog {
  readonly rows: Stored[] = [];
  readonly claimed: (ClientClaim & StoredClient)[] = [];
  readonly snapshots = new Map<string, { state: Uint8Array; upTo: bigint }>();
  /** How often each operation was asked for. */
  readonly asked = { append: 0, load: 0, since: 0, heads: 0, compact: 0 };
  /** Throws what this gives, per operation; asked before anything is done. */
  failWith: Partial<Record<'append' | 'load' | 'since' | 'compact', (callIds: string[]) => Error | null>> =
    {};
  /** Whether an append that is to fail has written all the same: an uncertain commit. */
  writeBeforeFailing = false;
  private readonly gates: Partial<Record<'append' | 'load', Gate>> = {};
  private lastId = 0n;

  /** Makes an operation wait until the returned function is called. */
  block(operation: 'append' | 'load'): () => void {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const gate = { opened, open };
    this.gates[operation] = gate;
    return () => {
      if (this.gates[operation] === gate) delete this.gates[operation];
      open();
    };
  }

  /** Another log with what is committed in this one. */
  copy(): MemoryLog {
    const log = new MemoryLog();
    log.rows.push(...this.rows);
    log.claimed.push(...this.claimed.map((claim) => ({ ...claim })));
    for (const [callId, snapshot] of this.snapshots) log.snapshots.set(callId, snapshot);
    log.lastId = this.lastId;
    return log;
  }

  seed(callId: string, update: Uint8Array): void {
    this.write({ callId, update, actorId: null });
  }

  async append(entries: LogEntry[]): Promise<bigint[]> {
    this.asked.append += 1;
    await this.gates.append?.opened;
    const failure = this.failWith.append?.(entries.map(({ callId }) => callId)) ?? null;
    if (failure !== null && !this.writeBeforeFailing) throw failure;
    const ids = entries.map((entry) => this.write(entry));
    if (failure !== null) throw failure;
    return ids;
  }

  async load(callId: string): Promise<LoadedDocument> {
    this.asked.load += 1;
    await this.gates.load?.opened;
    const failure = this.failWith.load?.([callId]) ?? null;
    if (failure !== null) throw failure;
    return { snapshot: this.snapshots.get(callId) ?? null, updates: this.of(callId) };
  }

  async since(callId: string, id: bigint): Promise<LoadedDocument> {
    this.asked.since += 1;
    const failure = this.failWith.since?.([callId]) ?? null;
    if (failure !== null) throw failure;
    const snapshot = this.snapshots.get(callId) ?? null;
    return Promise.resolve({
      snapshot: snapshot !== null && snapshot.upTo > id ? snapshot : null,
      updates: this.of(callId).filter((row) => row.id > id),
    });
  }

  async heads(callIds: readonly string[]): Promise<Map<string, bigint>> {
    this.asked.heads += 1;
    const heads = callIds.map((callId) => {
      const upTo = this.snapshots.get(callId)?.upTo ?? 0n;
      const last = this.of(callId).at(-1)?.id ?? 0n;
      return [callId, last > upTo ? last : upTo] as const;
    });
    return Promise.resolve(new Map(heads));
  }

  async compact(callId: string, snapshot: { state: Uint8Array; upTo: bigint }): Promise<void> {
    this.asked.compact += 1;
    const failure = this.failWith.compact?.([callId]) ?? null;
    if (failure !== null) throw failure;
    if ((this.snapshots.get(callId)?.upTo ?? -1n) >= snapshot.upTo) return;
    this.snapshots.set(callId, { state: snapshot.state.slice(), upTo: snapshot.upTo });
    const kept = this.rows.filter((row) => row.callId !== callId || row.id > snapshot.upTo);
    this.rows.splice(0, this.rows.length, ...kept);
    return Promise.resolve();
  }

  async clients(callId: string): Promise<StoredClient[]> {
    return Promise.resolve(
      this.claimed.filter((claim) => claim.callId === callId).map((claim) => ({ ...claim })),
    );
  }

  async claimClients(holder: string, claims: readonly ClientClaim[]): Promise<void> {
    for (const claim of claims) {
      const same = this.claimed.find(
        ({ callId, clientId }) => callId === claim.callId && clientId === claim.clientId,
      );
      if (same === undefined) this.claimed.push({ ...claim, heldBy: holder });
      else if (same.userId === claim.userId) same.heldBy = holder;
    }
    return Promise.resolve();
  }

  async releaseClients(holder: string, callIds: readonly string[]): Promise<void> {
    for (const claim of this.claimed) {
      if (claim.heldBy === holder && callIds.includes(claim.callId)) claim.heldBy = null;
    }
    return Promise.resolve();
  }

  of(callId: string): Stored[] {
    return this.rows.filter((row) => row.callId === callId);
  }

  private write({ callId, update, actorId }: LogEntry): bigint {
    this.lastId += 1n;
    this.rows.push({ id: this.lastId, callId, actorId, update: update.slice() });
    return this.lastId;
  }
}

export function storeDown(): AppError {
  return new AppError('unavailable', { message: 'The store is down.' });
}
