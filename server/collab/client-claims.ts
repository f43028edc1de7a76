import type { Clock } from './clock.ts';
import type { CollabLogger } from './collab-log.ts';
import type { ClientClaim, DocumentLog } from './document-log.ts';

export type ClientClaimsOptions = {
  /** Names this process: no two that ever ran have the same. */
  holder: string;
  log: Pick<DocumentLog, 'claimClients' | 'releaseClients'>;
  clock: Clock;
  logger: CollabLogger;
};

const retryMs = 1_000;
// A crowd that comes within a second makes some twenty statements, not three hundred.
const betweenMs = 50;

/**
 * Writes whose client ids are, one statement after the other in the order in which they were asked for. It is no part of
 * the way of a key: a claim is known in its room at once and is in the store a moment later.
 */
export class ClientClaims {
  readonly holder: string;
  private readonly options: ClientClaimsOptions;
  private waiting: (ClientClaim | { release: string })[] = [];
  private running: Promise<void> | null = null;
  private closed = false;
  /** Ends a pause between two statements. */
  private goOn: (() => void) | null = null;

  constructor(options: ClientClaimsOptions) {
    this.options = options;
    this.holder = options.holder;
  }

  claim(claim: ClientClaim): void {
    this.waiting.push(claim);
    this.run();
  }

  /** This process has no id of the call in use any more. */
  release(callId: string): void {
    this.waiting.push({ release: callId });
    this.run();
  }

  /** Resolves when all that was asked for is written, or was tried once more. */
  async close(): Promise<void> {
    this.closed = true;
    this.goOn?.();
    await this.running;
  }

  private run(): void {
    this.running ??= this.write().finally(() => {
      this.running = null;
      if (this.waiting.length > 0 && !this.closed) this.run();
    });
  }

  private async write(): Promise<void> {
    // What is asked for in one turn goes together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.writeBatch(batch);
        this.waiting.splice(0, batch.length);
        await this.pause(betweenMs);
      } catch (error) {
        this.options.logger.warn(
          { err: error },
          'whose client ids are could not be stored, will be tried again',
        );
        if (this.closed) return;
        await this.pause(retryMs);
      }
    }
  }

  private async pause(ms: number): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      const cancel = this.options.clock.after(ms, resolve);
      this.goOn = () => {
        cancel();
        resolve();
      };
    });
    this.goOn = null;
  }

  /** The claims up to the next release, or the releases up to the next claim. */
  private nextBatch(): (ClientClaim | { release: string })[] {
    const [first] = this.waiting;
    const other = this.waiting.findIndex(
      (each) => first !== undefined && 'release' in each !== 'release' in first,
    );
    return this.waiting.slice(0, other === -1 ? undefined : other);
  }

  private async writeBatch(batch: readonly (ClientClaim | { release: string })[]): Promise<void> {
    const claims = batch.filter((each) => 'clientId' in each);
    const releases = batch.filter((each) => 'release' in each).map(({ release }) => release);
    const { log } = this.options;
    if (claims.length > 0) await log.claimClients(this.holder, claims);
    if (releases.length > 0) await log.releaseClients(this.holder, releases);
  }
}
