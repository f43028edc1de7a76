import { shortState } from '#lib/collab/short-cursors.ts';
import { cursorEntry, cursorsFrame, peopleFrame, presenceEntry, presenceFrame } from './frames.ts';
import { presenceJson } from './presence-state.ts';
import type { PresenceOwner } from './presence.ts';

/** What is told of one person. */
export type ToldPerson = {
  clientId: number;
  clock: number;
  /** What they say of themselves and who they are, as JSON; null when they left. */
  state: { members: Uint8Array; user: Uint8Array; short: Uint8Array } | null;
  /** Whether the others may not know yet who they are. */
  isNews: boolean;
};

const nobody = Buffer.from('null');
const shortNobody = shortState(0, null);

/** Cursors that go out together, as frames in the two ways in which pages read them; each is built when it is first asked for. */
export class CursorFrames {
  /** Whose all of it is where it is known to be one person's moves. */
  readonly author: PresenceOwner | null;
  private readonly people: readonly ToldPerson[];
  private whole: Buffer | null = null;
  private apart: Buffer | null = null;

  constructor(people: readonly ToldPerson[], author: PresenceOwner | null) {
    this.people = people;
    this.author = author;
  }

  /** Presences with `user` in each; or, with people `apart`, cursors, and before them who is new. */
  frame(apart: boolean): Buffer {
    if (apart) return (this.apart ??= this.buildApart());
    return (this.whole ??= presenceFrame(this.people.map(wholeEntry)));
  }

  private buildApart(): Buffer {
    const cursors = cursorsFrame(this.people.map(shortEntry));
    const news = this.people.flatMap(({ clientId, isNews, state }) =>
      isNews && state !== null ? [{ clientId, json: state.user }] : [],
    );
    return news.length === 0 ? cursors : Buffer.concat([peopleFrame(news), cursors]);
  }
}

function wholeEntry({ clientId, clock, state }: ToldPerson): Buffer {
  return presenceEntry(clientId, clock, state === null ? nobody : presenceJson(state.members, state.user));
}

function shortEntry({ clientId, clock, state }: ToldPerson): Buffer {
  return cursorEntry(clientId, clock, state === null ? shortNobody : state.short);
}
