import { isDeepStrictEqual } from 'node:util';

export type RowsDiff<Row> = {
  /** Rows that stand under no key yet. */
  added: Row[];
  /** Rows whose key stands with other content. */
  changed: Row[];
  /** Keys that stand and should not. */
  removed: string[];
};

/** What must happen to the stored rows so that they equal the wanted ones; rows are the same by their key. */
export function diffRows<Row>(
  stored: readonly Row[],
  wanted: readonly Row[],
  keyOf: (row: Row) => string,
): RowsDiff<Row> {
  const standing = new Map(stored.map((row) => [keyOf(row), row]));
  const added: Row[] = [];
  const changed: Row[] = [];
  for (const row of wanted) {
    const key = keyOf(row);
    const old = standing.get(key);
    if (old === undefined) added.push(row);
    else if (!equal(old, row)) changed.push(row);
    standing.delete(key);
  }
  return { added, changed, removed: [...standing.keys()] };
}

// The database keeps JSON values, not JSON text: the order of keys is its own, and -0 comes back as 0.
function equal(stored: unknown, wanted: unknown): boolean {
  return isDeepStrictEqual(asJson(stored), asJson(wanted));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
