import { z } from 'zod/mini';

/** How long somebody's request to be covered stands, by the server's clock. */
export const COVER_REQUEST_MS = 5 * 60 * 1000;

const callCommand = z.strictObject({ kind: z.enum(['askCover', 'withdrawCover', 'takeOver']) });

/** What a page may ask of a call's state: somebody to take over the notes, nobody after all, to be the one who does. */
export type CallCommand = z.infer<typeof callCommand>;

const person = z.object({ userId: z.string(), name: z.string() });

const callState = z.object({
  /** Grows with every change that a command makes. */
  version: z.int(),
  notetaker: z.nullable(person),
  /** Who asks somebody to take over the notes; null while nobody does. */
  cover: z.nullable(person),
});

/** What is true of a call for everybody at once and is not in its document, whole. */
export type CallStateMessage = z.infer<typeof callState>;

/** The command that a page sent; null when it is none. */
export function parseCallCommand(json: string): CallCommand | null {
  return parse(callCommand, json);
}

/** The server's word about a call's state; null when it is not one that this page reads. */
export function parseCallState(json: string): CallStateMessage | null {
  return parse(callState, json);
}

function parse<T>(schema: z.ZodMiniType<T>, json: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
