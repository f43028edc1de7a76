import * as Y from 'yjs';

/** How often it is asked whether a single item of a document is deleted while `run` runs: a measure of work, whatever the machine. */
export function countLooks(run: () => void): number {
  const proto = Y.Item.prototype;
  const before = Object.getOwnPropertyDescriptor(proto, 'deleted');
  if (before === undefined) throw new Error('Items no longer say whether they are deleted.');
  let looks = 0;
  Object.defineProperty(proto, 'deleted', {
    ...before,
    get(this: Y.Item) {
      looks += 1;
      return before.get?.call(this) as boolean;
    },
  });
  try {
    run();
  } finally {
    Object.defineProperty(proto, 'deleted', before);
  }
  return looks;
}
