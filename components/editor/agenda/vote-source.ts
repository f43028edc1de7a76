import type { ItemVotes, VoteCommand } from '#lib/collab/call-state.ts';

type Person = ItemVotes['people'][number];

export type VoteSourceOptions = {
  /** Id of the user of this page. */
  me: string;
  /** False when there is no connection to send it on. */
  send(command: VoteCommand): boolean;
  announce(text: string): void;
};

/** The same each time, so that whoever is told of changes sees none. */
const nobody: readonly Person[] = [];

/** Who wants which item, as the server last said; the items' views are told when it changes. */
export class VoteSource {
  private readonly options: VoteSourceOptions;
  private readonly listeners = new Set<() => void>();
  private votes: ReadonlyMap<string, readonly Person[]> = new Map();
  private known = '';
  /** Whether this person may vote now. */
  open = false;

  constructor(options: VoteSourceOptions) {
    this.options = options;
  }

  set(votes: readonly ItemVotes[], open: boolean): void {
    const known = JSON.stringify([votes, open]);
    if (known === this.known) return;
    this.known = known;
    this.open = open;
    this.votes = new Map(votes.map(({ item, people }) => [item, people]));
    for (const listener of this.listeners) listener();
  }

  /** Who wants an item, first come first. */
  people(item: string): readonly Person[] {
    return this.votes.get(item) ?? nobody;
  }

  mine(item: string): boolean {
    return this.people(item).some(({ userId }) => userId === this.options.me);
  }

  /** Says that this person wants the item, or takes it back; the server tells everybody. */
  toggle(item: string, title: string): void {
    const { announce, send } = this.options;
    if (!this.open) return;
    const wanted = !this.mine(item);
    if (!send({ kind: 'vote', item, wanted }))
      announce('There is no connection to the server. Nothing was changed.');
    else announce(wanted ? `You want ${title}.` : `You took your vote for ${title} back.`);
  }

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
