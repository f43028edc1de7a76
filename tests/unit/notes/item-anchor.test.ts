import { expect, test } from 'vitest';
import { itemAnchor } from '#lib/notes/item-anchor.ts';

test.each([
  ['2a', 'Status pay', '2a-status-pay'],
  ['3', '  Café, übrig?  ', '3-cafe-ubrig'],
  ['4', '周会', '4-周会'],
  ['5c', '', '5c'],
  ['5c', '???', '5c'],
])('item %s "%s" stands at %s', (key, title, anchor) => {
  expect(itemAnchor(key, title)).toBe(anchor);
});
