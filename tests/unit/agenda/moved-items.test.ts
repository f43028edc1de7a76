import { expect, test } from 'vitest';
import { itemSection } from '#lib/agenda/item-section.ts';
import { movedItems } from '#lib/agenda/moved-items.ts';
import { gap, item, line } from '#tests/support/notes-factory.ts';

const blocks = [
  item({ id: 'a', minutes: 20, purpose: 'update', proposer: 'Noor', state: 'current' }, 'Fleet ', gap()),
  line({ id: 'l1' }, 'Twelve boats'),
  item({ id: 'b', level: 2, carriedSince: 30, carriedTimes: 2, carriedUnder: 'Dock' }, 'Paint'),
  item({ id: 'c', level: 2, state: 'done' }, 'Ropes'),
  item({ id: 'd' }, 'Other'),
];
const from = { callId: 'call-33', number: 33 };

function moved(id: string) {
  const section = itemSection(blocks, id);
  let ids = 0;
  return section === null ? null : movedItems(section, from, () => `new-${String((ids += 1))}`);
}

test('an item takes its open sub-items along, with box, purpose, proposer and the mark of where it comes from', () => {
  expect(moved('a')).toMatchObject([
    {
      attrs: {
        id: 'new-1',
        level: 1,
        minutes: 20,
        purpose: 'update',
        proposer: 'Noor',
        state: 'open',
        carriedSince: 33,
        carriedTimes: 1,
        fromCall: 'call-33',
        fromItem: 'a',
      },
      content: [{ text: 'Fleet ' }, { text: '…' }],
    },
    { attrs: { id: 'new-2', level: 2, carriedSince: 30, carriedTimes: 3, fromItem: 'b' } },
  ]);
});

test('a sub-item that moves by itself becomes an item and says where it stood', () => {
  expect(moved('b')).toMatchObject([{ attrs: { level: 1, carriedUnder: 'Fleet …', carriedTimes: 3 } }]);
});

test('a section ends where the next item of its level begins, and no item is no section', () => {
  expect(itemSection(blocks, 'a')).toMatchObject({ from: 0, to: 4, parent: null });
  expect(itemSection(blocks, 'b')).toMatchObject({ from: 2, to: 3, parent: { attrs: { id: 'a' } } });
  expect(itemSection(blocks, 'd')).toMatchObject({ from: 4, to: 5, below: [] });
  expect(itemSection(blocks, 'l1')).toBeNull();
});
