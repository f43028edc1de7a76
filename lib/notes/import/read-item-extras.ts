import { z } from 'zod';
import { markWords } from '#lib/notes/export/written-mark.ts';
import { agendaItemStates } from '#lib/notes/schema/agenda-item.ts';

const extrasSchema = z.object({
  timebox: z.string().nullable().default(null),
  proposer: z.string().nullable().default(null),
  state: z.enum(agendaItemStates).default('open'),
  seeItem: z.number().int().min(0).nullable().default(null),
  writtenHeading: z.string().nullable().default(null),
  carried: z
    .object({
      since: z.number().int().min(0),
      times: z.number().int().min(1),
      under: z.string().nullable().default(null),
    })
    .nullable()
    .default(null),
});

const OPEN = ' <!-- ';
const CLOSE = ' -->';

export type ItemExtras = z.infer<typeof extrasSchema>;

/** A heading without the comment that carries what its words do not say, and that comment's contents. */
export function readItemExtras(heading: string): { rest: string; extras: ItemExtras } {
  const start = heading.endsWith(CLOSE) ? heading.lastIndexOf(OPEN) : -1;
  const json = start < 0 ? '' : heading.slice(start + OPEN.length, -CLOSE.length);
  const parsed = start < 0 ? null : extrasSchema.safeParse(parseJson(json));
  if (parsed?.data === undefined) return { rest: heading, extras: extrasSchema.parse({}) };
  const words = parsed.data.carried === null ? '' : markWords(parsed.data.carried);
  const rest = heading.slice(0, start);
  return {
    rest: rest.endsWith(words) ? rest.slice(0, rest.length - words.length) : rest,
    extras: parsed.data,
  };
}

/** A comment edited by hand may not be JSON any more; then it is text like any other. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
