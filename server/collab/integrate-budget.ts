import * as Y from 'yjs';
import { MalformedError } from './byte-reader.ts';

/** Steps for what one sender brings in a window, about 50 ms. Two people who were offline at one place take a few thousand. */
const mostSteps = 200_000;

/** Null while there is no limit. */
let stepsLeft: number | null = null;

/**
 * Runs `apply`, in which taking in updates may take no more than so many steps beside what was written at the same
 * place: each new item is compared with those there until its own place is found, and a few bytes can be made to pass by
 * all of them again and again. What is beyond that is not taken in, nor what its update holds behind it; what came
 * before stays and is whole.
 * @throws MalformedError (out of `Y.applyUpdate`) when there are more.
 */
export function withIntegrateBudget(apply: () => void): void {
  stepsLeft = mostSteps;
  try {
    apply();
  } finally {
    stepsLeft = null;
  }
}

const { integrate } = Y.Item.prototype;

// Yjs has no limit of its own, and no place for one: this is where it has looked up the neighbours and nothing is changed.
Y.Item.prototype.integrate = function (this: Y.Item, transaction: Y.Transaction, offset: number): void {
  if (stepsLeft !== null) {
    stepsLeft -= stepsFor(this, transaction.doc.store, offset, stepsLeft);
    if (stepsLeft < 0) throw new MalformedError('too much at one place');
  }
  integrate.call(this, transaction, offset);
};

/** How many items Yjs will compare this one with, counted no further than is of interest. */
function stepsFor(item: Y.Item, store: Y.Doc['store'], offset: number, most: number): number {
  const { parent, right, rightOrigin, id } = item;
  // What it stood in is gone: its length alone is kept.
  if (!(parent instanceof Y.AbstractType)) return 0;
  let { left, origin } = item;
  if (offset > 0) {
    left = Y.getItem(store, Y.createID(id.client, id.clock + offset - 1));
    origin = left.lastId;
  }
  let steps = 0;
  let other = left === null ? parent._start : left.right;
  if (left === null && item.parentSub !== null) {
    other = parent._map.get(item.parentSub) ?? null;
    for (; other !== null && other.left !== null && steps <= most; steps += 1) other = other.left;
  }
  if (other === null || other === right) return steps;
  const passed = new Set<Y.Item>();
  for (; other !== null && other !== right && steps <= most; other = other.right) {
    steps += 1;
    passed.add(other);
    if (Y.compareIDs(origin, other.origin)) {
      if (other.id.client >= id.client && Y.compareIDs(rightOrigin, other.rightOrigin)) break;
    } else if (other.origin === null || !passed.has(Y.getItem(store, other.origin))) break;
  }
  return steps;
}
