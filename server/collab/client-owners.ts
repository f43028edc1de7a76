import { MalformedError } from './byte-reader.ts';
import type { ClientClaims } from './client-claims.ts';
import type { StoredClient } from './document-log.ts';
import type { BroughtRange } from './update-scanner.ts';

type Owner = {
  readonly userId: string;
  /** A server ended uncleanly while it was in use: others may bring what only they still have of it. */
  recoverable: boolean;
  /** Whether the store knows that this process has it in use. */
  held: boolean;
};

// A page has one client id. What it brings from before may be of many, such as its earlier visits without a network.
const mostTypedWith = 8;
const mostBrought = 1_000;
const mostNewOfAccount = 2_000;

/**
 * Whose the client ids of an open call are (R39). The first account that types with an id, or is present with it as a
 * writer, owns it in this call; only that account goes on with it.
 */
export class ClientOwners {
  private readonly callId: string;
  private readonly claims: ClientClaims;
  private readonly owners = new Map<number, Owner>();
  /** How many ids an account has brought that the document did not have, or was present with before it typed. */
  private readonly fresh = new Map<string | null, number>();

  private readonly apart: () => boolean;

  /** `apart` says whether there are other processes that cannot be heard now. */
  constructor(options: {
    callId: string;
    stored: readonly StoredClient[];
    claims: ClientClaims;
    apart?: () => boolean;
  }) {
    this.apart = options.apart ?? (() => false);
    this.callId = options.callId;
    this.claims = options.claims;
    for (const { clientId, userId, heldBy } of options.stored) {
      const recoverable = heldBy !== null && heldBy !== options.claims.holder;
      this.owners.set(clientId, { userId, recoverable, held: false });
    }
  }

  /** Whether the account may speak for the client id. */
  mayBe(clientId: number, userId: string | null): boolean {
    const owner = this.owners.get(clientId);
    return owner === undefined || owner.userId === userId;
  }

  /**
   * Whether an account may bring these new clocks. What is typed now is its own; in what a page brings from before may be
   * text of others that a killed server lost. `presentAs` says which account is or last was present with an id: where nobody
   * has typed with it yet, nobody else may begin.
   * @throws MalformedError when it uses more ids than any page has.
   */
  admits(
    brings: readonly BroughtRange[],
    userId: string | null,
    typed: boolean,
    presentAs: (clientId: number) => string | null,
  ): boolean {
    if (brings.length > (typed ? mostTypedWith : mostBrought)) {
      throw new MalformedError('more client ids than a page has');
    }
    const isOwn = (client: number): boolean => this.owners.get(client)?.userId === userId;
    this.countNew(userId, brings.filter(({ client, from }) => from === 0 && !isOwn(client)).length);
    return brings.every(({ client }) => {
      const owner = this.owners.get(client);
      if (owner === undefined) return (presentAs(client) ?? userId) === userId;
      return owner.userId === userId || ((owner.recoverable || this.apart()) && !typed);
    });
  }

  /** An account has typed with these ids: they are its own from now on. */
  typed(brings: readonly BroughtRange[], userId: string | null): void {
    for (const { client } of brings) this.use(client, userId, true);
  }

  /** An account has typed with these ids at another process, which may end uncleanly. */
  typedElsewhere(brings: readonly BroughtRange[], userId: string | null): void {
    if (userId === null) return;
    for (const { client } of brings) {
      const owner: Owner = this.owners.get(client) ?? { userId, recoverable: true, held: false };
      if (owner.userId === userId) owner.recoverable = true;
      this.owners.set(client, owner);
    }
  }

  /**
   * An account that may write is present with the id. `complete`: its page has answered with all that it has of it.
   * @throws MalformedError when it uses more ids than any page has.
   */
  present(clientId: number, userId: string | null, complete: boolean): void {
    if (!this.owners.has(clientId)) this.countNew(userId, 1);
    this.use(clientId, userId, complete);
  }

  /** Somebody is present with the id in another process, where what they type is taken. */
  elsewhere(clientId: number, userId: string | null): void {
    if (userId === null || this.owners.has(clientId)) return;
    this.owners.set(clientId, { userId, recoverable: true, held: false });
  }

  /** The room is gone, and all that was accepted is committed: nothing of it is left to be recovered. */
  release(): void {
    if ([...this.owners.values()].some(({ held }) => held)) this.claims.release(this.callId);
  }

  private countNew(userId: string | null, ids: number): void {
    const fresh = (this.fresh.get(userId) ?? 0) + ids;
    if (fresh > mostNewOfAccount) throw new MalformedError('more client ids than a page has');
    this.fresh.set(userId, fresh);
  }

  private use(clientId: number, userId: string | null, complete: boolean): void {
    if (userId === null) return;
    const owner = this.owners.get(clientId) ?? { userId, recoverable: false, held: false };
    if (owner.userId !== userId) return;
    if (complete) owner.recoverable = false;
    this.owners.set(clientId, owner);
    if (owner.held) return;
    owner.held = true;
    this.claims.claim({ callId: this.callId, clientId, userId });
  }
}
