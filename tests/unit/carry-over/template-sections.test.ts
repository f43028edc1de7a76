import { expect, test } from 'vitest';
import { reviewsActions } from '#lib/carry-over/template-sections.ts';

test.each([
  ['Review previous actions', true],
  ['Review of the last call’s action items', true],
  ['Previous action items', true],
  ['Open actions', true],
  ['Action review', true],
  ['Review open to-dos', true],
  ['Action items', false],
  ['Actions', false],
  ['Review pull requests', false],
  ['Review previous actions of the board', false],
])('“%s” is where earlier actions are reviewed: %s', (title, expected) => {
  expect(reviewsActions(title)).toBe(expected);
});
