import { expect, test } from 'vitest';
import { callStatuses, type CallAccess } from '#lib/policy/access.ts';
import { possibleMoves } from '#lib/policy/call-moves.ts';

const none: CallAccess = {
  read: true,
  editAgenda: false,
  propose: false,
  writeNotes: false,
  run: false,
  startStop: false,
  schedule: false,
  restore: false,
  manage: false,
  writeDocument: false,
  readOnlyReason: 'You can read these notes but not change them.',
};

test('a chair moves a call through its whole life, a notetaker only through the call itself, a reader not at all', () => {
  const offered = (access: Partial<CallAccess>) =>
    callStatuses.map((status) => possibleMoves(status, { ...none, ...access }));
  expect(offered({ run: true, startStop: true })).toEqual([['start'], ['end'], ['publish'], ['reopen']]);
  expect(offered({ startStop: true })).toEqual([['start'], ['end'], [], []]);
  expect(offered({})).toEqual([[], [], [], []]);
});
