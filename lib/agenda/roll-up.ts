/** An agenda item as far as time goes. */
export type TimeboxedItem = {
  level: 1 | 2;
  /** Its timebox; null when it has none. */
  minutes: number | null;
};

/** A first-level item with its sub-items, and the time they take together. */
export type RolledUp<Item> = {
  item: Item;
  below: Item[];
  minutes: number;
  /** Where `minutes` comes from: its own box, the sum of its sub-items' boxes when that is larger, or no box at all. */
  from: 'own' | 'subItems' | 'none';
};

/**
 * The first-level items of an agenda in order, each with the time it takes: its box or the sum of its sub-items' boxes,
 * whichever is larger. A second-level item before any first-level one counts as the first level.
 */
export function rollUp<Item extends TimeboxedItem>(items: readonly Item[]): RolledUp<Item>[] {
  const groups: { item: Item; below: Item[] }[] = [];
  for (const item of items) {
    const top = groups.at(-1);
    if (item.level === 2 && top !== undefined) top.below.push(item);
    else groups.push({ item, below: [] });
  }
  return groups.map(({ item, below }) => {
    const boxes = below.flatMap(({ minutes }) => (minutes === null ? [] : [minutes]));
    const sum = boxes.reduce((total, minutes) => total + minutes, 0);
    if (boxes.length > 0 && (item.minutes === null || sum > item.minutes)) {
      return { item, below, minutes: sum, from: 'subItems' };
    }
    return { item, below, minutes: item.minutes ?? 0, from: item.minutes === null ? 'none' : 'own' };
  });
}
