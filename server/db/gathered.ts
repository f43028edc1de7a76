import DataLoader from 'dataloader';

// So many keys make one statement of a size that any database takes.
const mostAtOnce = 200;

/**
 * A reader of single rows that asks for all that is wanted in one turn of the event loop with one statement: a crowd that
 * comes at once costs little more than one of it. Nothing is remembered from one turn to the next.
 */
export function gathered<Key, Row>(
  read: (keys: readonly Key[]) => Promise<(Row | null)[]>,
): (key: Key) => Promise<Row | null> {
  const loader = new DataLoader<Key, Row | null>(read, {
    cache: false,
    maxBatchSize: mostAtOnce,
    batchScheduleFn: (ask) => setImmediate(ask),
  });
  return async (key) => loader.load(key);
}
