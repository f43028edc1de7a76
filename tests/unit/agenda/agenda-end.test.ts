import { expect, test } from 'vitest';
import { agendaEnd, closesAgenda } from '#lib/agenda/agenda-end.ts';
import type { BlockJson } from '#lib/notes/note-json.ts';
import { item, line } from '#tests/support/notes-factory.ts';

const aob = item({ id: 'aob' }, 'Any other business');
const fleet = [item({ id: 'fleet' }, 'Fleet'), line({}, 'Twelve boats')];

test.each<[string, BlockJson[], number]>([
  ['at the end of an agenda', fleet, 2],
  ['before what closes it', [...fleet, aob, line({})], 2],
  ['before a closing item with sub-items', [...fleet, aob, item({ level: 2 }, 'Ropes')], 2],
  ['before several closing items', [...fleet, aob, item({}, 'Next call')], 2],
  ['behind an item that only sounds like closing', [item({}, 'Any other boats')], 1],
  ['behind a closing item that is not the last', [aob, ...fleet], 3],
  ['before an item that nobody has named', [...fleet, item({}), line({})], 2],
  ['behind an unnamed item with words under it', [...fleet, item({}), line({}, 'Words')], 4],
  ['at the end where there are only lines', [line({}, 'Words')], 1],
  ['at the start of nothing', [], 0],
])('a new item goes %s', (_where, blocks, index) => {
  expect(agendaEnd(blocks)).toBe(index);
});

test.each([
  ['Any other business', true],
  ['AOB', true],
  ['A.O.B.', true],
  ['any other Topics?', true],
  ['Closing', true],
  ['Closing the harbour', false],
  ['', false],
])('“%s” closes an agenda: %s', (title, closes) => {
  expect(closesAgenda(title)).toBe(closes);
});
