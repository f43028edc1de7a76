import { z } from 'zod';

/** How long somebody's request to be covered stands, by the server's clock. */
export const COVER_REQUEST_MS = 5 * 60 * 1000;

const callCommand = z.strictObject({ kind: z.enum(['askCover', 'withdrawCover', 'takeOver']) });

/** What a page may ask of a call's state: somebody to take over the notes, nobody after all, to be the one who does. */
export type CallCommand = z.infer<typeof callCommand>;

type Person = { userId: string; name: string };

/** What is true of a call for everybody at once and is not in its document, whole. */
export type CallStateMessage = {
  /** Grows with every change that a command makes. */
  version: number;
  notetaker: Person | null;
  /** Who asks somebody to take over the notes; null while nobody does. */
  cover: Person | null;
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
