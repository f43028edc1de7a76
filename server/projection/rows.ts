import type { Projection } from '#lib/notes/projection.ts';

/** The derived rows of one call, as plain values that compare: instants and dates as text. */
export type CallRows = Omit<Projection, 'people'>;

/** The row of one derived table. */
export type RowOf<Table extends keyof CallRows> = CallRows[Table][number];

/** What stands at the place of a person's id in a document: somebody on the roster, or null for nobody known. */
export type ResolvePerson = (documentId: string | null) => string | null;

/** A document's rows with every person either on the roster of the series or null, as foreign keys demand. */
export function rowsOnRoster(projection: Projection, resolve: ResolvePerson): CallRows {
  const { items, lines, gaps, actions, decisions } = projection;
  return {
    items,
    lines: lines.map((line) => ({ ...line, speakerId: resolve(line.speakerId) })),
    gaps,
    actions: actions.map((action) => ({ ...action, ownerId: resolve(action.ownerId) })),
    decisions,
  };
}
