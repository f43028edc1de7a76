import type { Member } from './member.ts';

/** Who waits to hear that what they sent was taken in (R29), and that it is saved (R15). Counts the changes of a room. */
export class Receipts {
  private accepted = 0;
  private committed = 0;
  /** Whose updates came in this window. */
  private readonly writers = new Set<Member>();
  /** Who waits to hear that something is saved. */
  private readonly unsaved = new Set<Member>();

  /** The room has accepted one more change. */
  change(): void {
    this.accepted += 1;
  }

  /** What the member sent is in when the window ends. */
  expect(member: Member): void {
    this.writers.add(member);
  }

  /** What the member sent is in. */
  tell(member: Member): void {
    member.accepted(this.accepted);
    if (member.committed(this.committed)) this.unsaved.add(member);
  }

  /** Everything that came in this window is in. */
  windowEnded(): void {
    for (const member of this.writers) this.tell(member);
    this.writers.clear();
  }

  /** So many more changes are committed, in the order in which they were accepted. */
  saved(changes: number): void {
    this.committed += changes;
    for (const member of this.unsaved) {
      if (!member.committed(this.committed)) this.unsaved.delete(member);
    }
  }

  leave(member: Member): void {
    this.writers.delete(member);
    this.unsaved.delete(member);
  }
}
