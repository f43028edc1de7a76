import { expect, it, test } from 'vitest';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { planName } from '#lib/speakers/plan-name.ts';
import { rosterOf } from '#tests/support/speakers-factory.ts';

const people = [...rosterOf('Oto', 'Otto', 'Milo'), { ...rosterOf('Odile Brandt')[0]!, aliases: ['Odi', 'O'], number: 4 }]; // prettier-ignore
const oto = people[0]!;

function plan(typed: string): string {
  const planned = planName(typed, oto, people, 's1');
  if (planned.kind === 'merge') return `merge into ${planned.into.name}`;
  return planned.kind === 'rename' ? `rename to ${planned.name}` : 'nothing';
}

test.each([
  ['', 'nothing'],
  ['  ', 'nothing'],
  ['Oto', 'nothing'],
  ['Otto', 'merge into Otto'],
  [' otto ', 'merge into Otto'],
  ['odi', 'merge into Odile Brandt'],
  // It begins a name, and is none.
  ['Mil', 'rename to Mil'],
  ['Oto  Berg', 'rename to Oto Berg'],
  ['OTO', 'rename to OTO'],
])('to call Oto "%s" is to %s', (typed, expected) => {
  expect(plan(typed)).toBe(expected);
});

it('gives a new name an id of its own, and the same name written otherwise the same id', () => {
  expect(planName('Berg', oto, people, 's1')).toMatchObject({ id: personIdFor('s1', 'Berg') });
  expect(planName('OTO', oto, people, 's1')).toMatchObject({ id: oto.id });
});

it('does nothing for a name that two people have', () => {
  const twins = [...people, { ...people[2]!, id: 'other' }];
  expect(planName('Milo', oto, twins, 's1')).toEqual({ kind: 'nothing' });
});
