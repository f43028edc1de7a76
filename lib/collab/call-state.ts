import { z } from 'zod';

/** How long somebody's request to be covered stands, by the server's clock. */
export const COVER_REQUEST_MS = 5 * 60 * 1000;

const coverCommand = z.strictObject({ kind: z.enum(['askCover', 'withdrawCover', 'takeOver']) });
const voteCommand = z.strictObject({
  kind: z.literal('vote'),
  /** Id of the agenda item. */
  item: z.string().min(1).max(64),
  wanted: z.boolean(),
});
const tickCommand = z.strictObject({
  kind: z.literal('tick'),
  callId: z.string().min(1).max(64),
  lineId: z.string().min(1).max(64),
  done: z.boolean(),
});
const callCommand = z.discriminatedUnion('kind', [coverCommand, voteCommand, tickCommand]);

/** About the notes: somebody asked to take them over, nobody after all, to be the one who does. */
export type CoverCommand = z.infer<typeof coverCommand>;
/** That the sender wants an agenda item talked about, or no longer. */
export type VoteCommand = z.infer<typeof voteCommand>;
/** That an action is done, or open again, named by the line it was born in. */
export type TickCommand = z.infer<typeof tickCommand>;
/** What a page may ask of a call's state. */
export type CallCommand = CoverCommand | VoteCommand | TickCommand;

/** Whether an action is done, named by the line it was born in. */
export type ActionDone = Omit<TickCommand, 'kind'>;

type Person = { userId: string; name: string };

/** Who wants an agenda item talked about, first come first. */
export type ItemVotes = { item: string; people: Person[] };

/** What is true of a call for everybody at once and is not in its document, whole. */
export type CallStateMessage = {
  /** Grows with every change that a command makes. */
  version: number;
  notetaker: Person | null;
  /** Who asks somebody to take over the notes; null while nobody does. */
  cover: Person | null;
  /** The items that somebody wants, in no order. */
  votes: ItemVotes[];
  /**
   * Whether the actions are done that lines of the call stand for, and those born in it of which somebody has said so; of
   * others their lines say it.
   */
  ticks: ActionDone[];
};

/** The command that a page sent; null when it is none. */
export function parseCallCommand(json: string): CallCommand | null {
  try {
    const result = callCommand.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
