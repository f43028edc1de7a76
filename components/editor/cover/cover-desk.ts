import type { CallStateMessage, CoverCommand } from '#lib/collab/call-state.ts';
import type { SaveFacts } from '#lib/collab/save-state.ts';
import { coverNews, type CoverNews } from './cover-news.ts';

/** The session as far as covering each other is concerned. */
export type CoverSession = {
  getSnapshot(): { facts: SaveFacts; callState: CallStateMessage | null };
  /** False when there is no connection to send it on. */
  command(command: CoverCommand): boolean;
};

export type CoverDeskOptions = {
  session: CoverSession;
  /** Id of the user of this page. */
  me: string;
  announce: (text: string) => void;
};

/** Where one asks to be covered, takes the request back, and takes over. What became of it the server tells everybody. */
export class CoverDesk {
  private readonly options: CoverDeskOptions;
  private known: CallStateMessage | null = null;
  private asked: CoverCommand['kind'] | null = null;

  constructor(options: CoverDeskOptions) {
    this.options = options;
  }

  /** What the chord does now: ask, take one's own request back, or take over from somebody else. */
  press(): void {
    const { session, me } = this.options;
    const cover = session.getSnapshot().callState?.cover ?? null;
    if (cover === null) this.send('askCover');
    else this.send(cover.userId === me ? 'withdrawCover' : 'takeOver');
  }

  send(kind: CoverCommand['kind']): void {
    const { announce, session } = this.options;
    const { access } = session.getSnapshot().facts;
    if (access?.write !== true) announce('Only those who write the notes can hand them over.');
    else if (access.callStatus === 'planned')
      announce('There are no notes to hand over before the call begins.');
    else if (session.command({ kind })) this.asked = kind;
    else announce('There is no connection to the server. Nobody was asked.');
  }

  /** Takes note of the state as it is now. */
  heard(callState: CallStateMessage | null): CoverNews {
    const { session, me } = this.options;
    const { facts } = session.getSnapshot();
    if (callState === null || callState === this.known) return { words: null, takesOver: false };
    const news = coverNews({
      before: this.known,
      after: callState,
      me,
      mayWrite: facts.access?.write === true,
      asked: this.asked,
    });
    this.known = callState;
    if (callState.cover === null) this.asked = null;
    return news;
  }
}
