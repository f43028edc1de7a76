import type { CallStateMessage, CoverCommand } from '#lib/collab/call-state.ts';

export type CoverChange = {
  /** The state before; null when it was not known. */
  before: CallStateMessage | null;
  after: CallStateMessage;
  me: string;
  mayWrite: boolean;
  /** What this page asked for last; null when nothing. */
  asked: CoverCommand['kind'] | null;
};

export type CoverNews = {
  /** What is said of the change; null when it is no news here. */
  words: string | null;
  /** Whether the notes go on here, because this page took them over. */
  takesOver: boolean;
};

/** What a change of a call's state means to one person. */
export function coverNews({ before, after, me, mayWrite, asked }: CoverChange): CoverNews {
  if (after.cover !== null) {
    if (before?.cover?.userId === after.cover.userId) return said(null);
    if (after.cover.userId === me) return said('Asked. Waiting for somebody to take over the notes.');
    return said(mayWrite ? `${after.cover.name} asks somebody to take over the notes.` : null);
  }
  if (before === null || before.cover === null) return said(null);
  const taker = after.notetaker;
  if (asked === 'takeOver' && taker?.userId === me)
    return { words: 'You take the notes now.', takesOver: true };
  if (taker !== null && taker.userId !== before.notetaker?.userId)
    return said(`${taker.name} takes the notes now.`);
  if (before.cover.userId !== me) return said(null);
  return said(asked === 'withdrawCover' ? 'Nobody is asked any more.' : 'Your request for cover has ended.');
}

function said(words: string | null): CoverNews {
  return { words, takesOver: false };
}
