import { describe, expect, test } from 'vitest';
import { carryOver } from '#lib/carry-over/carry-over.ts';
import type { CarriedMark, FinishedItem } from '#lib/carry-over/carry-over-input.ts';
import { originOf, type StartBlock, type StartItem } from '#lib/carry-over/start-block.ts';
import {
  carryOverInput,
  finishedCall,
  finishedItem,
  lineUnder,
  openPlaceholder,
  registerAction,
  told,
} from '#tests/support/carry-over-factory.ts';
import { gap, item, line, notes, stamp, text } from '#tests/support/notes-factory.ts';

const template = notes(
  item({ id: 't1', minutes: 5 }, 'Welcome'),
  line({ id: 't2' }, 'Who is new?'),
  item({ id: 't3' }, 'Review previous actions'),
  item({ id: 't4', purpose: 'update' }, 'Status'),
  item({ id: 't5', level: 2 }, 'Servers'),
  item({ id: 't6' }, 'Any other business'),
);
const standing = {
  welcome: finishedItem('Welcome', { templateItemId: 't1' }),
  review: finishedItem('Review previous actions', { templateItemId: 't3' }),
  status: finishedItem('Status', { templateItemId: 't4' }),
  servers: finishedItem('Servers', { templateItemId: 't5', level: 2 }),
  business: finishedItem('Any other business', { templateItemId: 't6' }),
};

function begun(...items: FinishedItem[]): string[] {
  return told(carryOver(carryOverInput({ last: finishedCall(items), template })));
}

function itemsOf(blocks: readonly StartBlock[]): StartItem[] {
  return blocks.filter((block) => block.kind === 'item');
}

/** The marks of the items that have one, by title. */
function marks(
  items: FinishedItem[],
  changes: Parameters<typeof finishedCall>[1] = {},
): Record<string, CarriedMark> {
  const blocks = carryOver(carryOverInput({ last: finishedCall(items, changes), template: notes() }));
  return Object.fromEntries(
    itemsOf(blocks).flatMap((block) =>
      block.carried === null ? [] : [[told([block])[0]?.replace(/^#+ /u, '') ?? '', block.carried]],
    ),
  );
}

describe('the first call of a series', () => {
  test('begins with its template', () => {
    const blocks = carryOver(carryOverInput({ template }));
    expect(told(blocks)).toEqual([
      '# Welcome',
      'Who is new?',
      '# Review previous actions',
      '# Status',
      '## Servers',
      '# Any other business',
    ]);
    expect(
      itemsOf(blocks).map(({ attrs, templateItemId }) => [templateItemId, attrs.minutes, attrs.purpose]),
    ).toEqual([
      ['t1', 5, null],
      ['t3', null, null],
      ['t4', null, 'update'],
      ['t5', null, null],
      ['t6', null, null],
    ]);
  });

  test('begins with nothing when there is nothing', () => {
    expect(carryOver(carryOverInput())).toEqual([]);
  });

  test('keeps what the template says above its first item', () => {
    const headed = notes(line({ id: 'a' }, 'Be kind.'), item({ id: 'b' }, 'Welcome'));
    expect(told(carryOver(carryOverInput({ template: headed })))).toEqual(['Be kind.', '# Welcome']);
  });
});

describe('open actions', () => {
  const actions = [
    registerAction('Ask Bram', { callNumber: 29, callId: 'call-29', position: 4, due: '2026-04-01' }),
    registerAction('Write it down', { position: 9 }),
    registerAction('Done with', { done: true }),
    registerAction('Read it', { position: 2 }),
  ];

  test('stand under the item that reviews them, oldest first, with owner, age and where they were born', () => {
    const blocks = carryOver(
      carryOverInput({ template, actions, last: finishedCall(Object.values(standing)) }),
    );
    expect(told(blocks).slice(2, 6)).toEqual([
      '# Review previous actions',
      '[ ] Ask Bram',
      '[ ] Read it',
      '[ ] Write it down',
    ]);
    expect(blocks[3]).toEqual({
      kind: 'action',
      birth: { callId: 'call-29', callNumber: 29, blockId: 'id of Ask Bram' },
      age: 2,
      ownerId: null,
      ownerName: 'Odile',
      due: '2026-04-01',
      text: 'Ask Bram',
      content: [text('Ask Bram')],
    });
  });

  test('stand below the prompts of that item and above its sub-items', () => {
    const prompting = notes(
      item({ id: 'a' }, 'Open action items'),
      line({ id: 'b' }, 'Done?'),
      item({ id: 'c', level: 2 }, 'Older ones'),
    );
    const blocks = carryOver(carryOverInput({ template: prompting, actions: actions.slice(0, 1) }));
    expect(told(blocks)).toEqual(['# Open action items', 'Done?', '[ ] Ask Bram', '## Older ones']);
  });

  test('get an item of their own, the first one, when the template has none', () => {
    const bare = notes(item({ id: 'a' }, 'Welcome'));
    const blocks = carryOver(carryOverInput({ template: bare, actions }));
    expect(told(blocks)[0]).toBe('# Review previous actions');
    expect(told(blocks).at(-1)).toBe('# Welcome');
    const last = finishedCall([finishedItem('Review previous actions'), finishedItem('Welcome')]);
    expect(told(carryOver(carryOverInput({ template: bare, actions, last })))).toEqual(told(blocks));
    expect(told(carryOver(carryOverInput({ template: bare, last })))).toEqual(['# Welcome']);
  });

  test('are there once, however often they are listed and in whatever order', () => {
    const once = carryOver(carryOverInput({ template, actions }));
    expect(carryOver(carryOverInput({ template, actions: [...actions.toReversed(), ...actions] }))).toEqual(
      once,
    );
  });

  test('count their age in calls that were held, not in numbers', () => {
    const ageIn = (heldCalls: number[]) => {
      const [block] = carryOver(carryOverInput({ heldCalls, actions: actions.slice(0, 1) })).slice(1);
      return block?.kind === 'action' ? block.age : null;
    };
    expect(ageIn([29])).toBe(1);
    expect(ageIn([28, 29, 35, 40])).toBe(3);
  });

  test('leave missed speech and clock times in their call', () => {
    const content = [text('Ask '), gap({ id: 'g', text: '…' }), stamp('14:12', { gap: true })];
    const [, block] = carryOver(carryOverInput({ actions: [registerAction('Ask', { content })] }));
    expect(block).toMatchObject({ content: [text('Ask '), text('…'), text('14:12')] });
  });
});

describe('minutes that are still to follow', () => {
  test('stand behind the actions until they are written', () => {
    const blocks = carryOver(
      carryOverInput({
        actions: [registerAction('Ask Bram')],
        placeholders: [
          openPlaceholder('Payments'),
          openPlaceholder('Servers', { callId: 'call-28', callNumber: 28, item: null }),
        ],
      }),
    );
    expect(told(blocks)).toEqual(['# Review previous actions', '[ ] Ask Bram', '… ', '… Payments']);
    expect(blocks.at(-1)).toEqual({
      kind: 'placeholder',
      birth: { callId: 'call-30', callNumber: 30, blockId: 'line under Payments' },
      age: 1,
      text: 'Minutes to follow',
      item: { key: '2a', title: 'Payments' },
    });
  });
});

describe('what a call was not done with', () => {
  const named = (state: FinishedItem['state'], changes: Partial<FinishedItem> = {}) =>
    finishedItem(state, { state, ...changes });

  test('is what was marked so, and what is open where people mark what is done', () => {
    const items = (['open', 'current', 'done', 'noTime', 'carried', 'seeOther'] as const).map((state) =>
      named(state),
    );
    expect(Object.keys(marks(items))).toEqual(['open', 'current', 'noTime', 'carried']);
  });

  test('is what nothing was written under where nobody marks anything', () => {
    const [one, other, third] = [
      finishedItem('Talked about'),
      finishedItem('Not reached'),
      finishedItem('Prepared'),
    ];
    const prompt = notes(item({ id: 'a' }, 'Welcome'), line({ id: 'b' }, 'Outcome:'));
    const last = finishedCall([one, other, third], {
      lines: [
        lineUnder(one),
        lineUnder(other, { text: ' ' }),
        lineUnder(other, { text: 'Outcome: ' }),
        lineUnder(other, { reference: true }),
        lineUnder(third, { at: '2026-03-02T12:59:59.000Z' }),
      ],
    });
    const blocks = carryOver(carryOverInput({ last, template: prompt }));
    expect(told(blocks)).toEqual(['# Welcome', 'Outcome:', '# Not reached', '# Prepared']);
  });

  test('is everything of a call that was not held', () => {
    const topic = finishedItem('Topic', { proposer: 'Gus' });
    expect(marks([topic], { held: false, lines: [lineUnder(topic)] })).toEqual({
      Topic: { since: 30, times: 1, under: null },
    });
  });

  test('comes with its title, kind, box, link and proposer, and without its old number', () => {
    const link = { type: 'link' as const, attrs: { href: 'https://notes.example/issue' } };
    const content = [text('Payments', link)];
    const topic = named('noTime', {
      title: 'Payments',
      content,
      minutes: 15,
      purpose: 'decision',
      proposer: 'Gus (guest)',
    });
    expect(carryOver(carryOverInput({ last: finishedCall([topic]) }))).toEqual([
      {
        kind: 'item',
        attrs: { level: 1, minutes: 15, purpose: 'decision', proposer: 'Gus (guest)' },
        content,
        templateItemId: null,
        carried: { since: 30, times: 1, under: null },
        from: { callId: 'call-30', callNumber: 30, blockId: 'id of noTime' },
      },
    ]);
  });

  test('counts how often it was carried, from the call it was on first', () => {
    const carried = { since: 27, times: 2, under: null };
    expect(marks([named('carried', { carried })])).toEqual({ carried: { since: 27, times: 3, under: null } });
    expect(marks([named('done', { carried })])).toEqual({});
  });

  test('stands behind the actions, what was carried longest first', () => {
    const older = finishedItem('Older', { state: 'noTime', carried: { since: 12, times: 4, under: null } });
    const newer = finishedItem('Newer', { state: 'noTime' });
    expect(begun(standing.welcome, newer, older)).toEqual([
      '# Welcome',
      'Who is new?',
      '# Review previous actions',
      '# Older',
      '# Newer',
      '# Status',
      '## Servers',
      '# Any other business',
    ]);
  });
});

describe('a standing item', () => {
  const frame = [
    '# Welcome',
    'Who is new?',
    '# Review previous actions',
    '# Status',
    '## Servers',
    '# Any other business',
  ];

  test('comes once and without a mark when nobody got to it', () => {
    const blocks = carryOver(carryOverInput({ last: finishedCall(Object.values(standing)), template }));
    expect(told(blocks)).toEqual(frame);
    expect(itemsOf(blocks).filter(({ carried }) => carried !== null)).toEqual([]);
  });

  test('bears the mark when it was left for another time', () => {
    const left = {
      ...standing.status,
      state: 'noTime' as const,
      carried: { since: 29, times: 1, under: null },
    };
    const blocks = carryOver(carryOverInput({ last: finishedCall([left]), template }));
    expect(told(blocks)).toEqual(frame);
    expect(blocks[3]).toMatchObject({
      templateItemId: 't4',
      carried: { since: 29, times: 2 },
      from: { blockId: 'id of Status' },
    });
  });

  test('is known by its words where nothing tells what it was made from', () => {
    expect(
      begun(
        finishedItem('ANY OTHER  business:'),
        finishedItem('Status'),
        finishedItem('Servers', { level: 2 }),
      ),
    ).toEqual(frame);
  });

  test('is not what somebody else proposed under the same title, or what stands elsewhere', () => {
    expect(begun(finishedItem('Status', { proposer: 'Gus' }))).toContain('# Status');
    expect(begun(finishedItem('Status', { proposer: 'Gus' }))).toHaveLength(frame.length + 1);
    expect(begun(finishedItem('Servers'))).toHaveLength(frame.length + 1);
  });

  test('that was given another title is carried under that one', () => {
    const edited = { ...standing.status, title: 'Status of the move', content: [text('Status of the move')] };
    expect(begun(edited)).toEqual([...frame.slice(0, 3), '# Status of the move', ...frame.slice(3)]);
  });

  test('that the template no longer has goes, unless it was left for another time or proposed', () => {
    const gone = finishedItem('Guests', { templateItemId: 't9' });
    expect(begun(gone)).toEqual(frame);
    expect(begun({ ...gone, state: 'noTime' })).toContain('# Guests');
    expect(begun({ ...gone, proposer: 'Gus' })).toContain('# Guests');
  });
});

describe('a sub-item', () => {
  const parent = finishedItem('Release', { state: 'done' });
  const child = finishedItem('Signing', { level: 2, state: 'noTime' });

  test('stays below its item when both are unfinished', () => {
    expect(begun({ ...parent, state: 'noTime' }, child).slice(3, 5)).toEqual(['# Release', '## Signing']);
  });

  test('stays below its standing item, behind those of the template', () => {
    expect(begun(standing.status, standing.servers, child).slice(3, 6)).toEqual([
      '# Status',
      '## Servers',
      '## Signing',
    ]);
    expect(begun(standing.review, child).slice(2, 4)).toEqual(['# Review previous actions', '## Signing']);
  });

  test('stands below the item that was made for open actions, when it is made again', () => {
    const last = finishedCall([finishedItem('Review previous actions'), child]);
    const blocks = carryOver(carryOverInput({ last, actions: [registerAction('Ask Bram')] }));
    expect(told(blocks)).toEqual(['# Review previous actions', '[ ] Ask Bram', '## Signing']);
  });

  test('stands by itself when its item is done with, and goes on saying where it stood', () => {
    expect(marks([parent, child])).toEqual({ Signing: { since: 30, times: 1, under: 'Release' } });
    const again = finishedItem('Signing', {
      state: 'noTime',
      carried: { since: 30, times: 1, under: 'Release' },
    });
    expect(marks([again])).toEqual({ Signing: { since: 30, times: 2, under: 'Release' } });
  });

  test('that is unfinished brings an item along that nobody marked; all done, they leave it behind', () => {
    const open = finishedItem('Release');
    expect(marks([open, { ...child, state: 'done' }])).toEqual({});
    expect(
      Object.keys(
        marks([
          open,
          { ...child, state: 'done' },
          { ...child, id: 'x', title: 'Docs', content: [text('Docs')] },
        ]),
      ),
    ).toEqual(['Release', 'Docs']);
  });

  test('with nothing above it is an item', () => {
    expect(begun(child).slice(3, 4)).toEqual(['# Signing']);
  });
});

describe('what is carried a second time', () => {
  test('is known by where it comes from', () => {
    const input = carryOverInput({
      template,
      last: finishedCall([
        { ...standing.status, state: 'noTime' },
        finishedItem('Topic', { state: 'noTime' }),
      ]),
      actions: [registerAction('Ask Bram')],
      placeholders: [openPlaceholder('Payments')],
    });
    expect(carryOver(input).map(originOf)).toEqual([
      'template t1',
      'template t2',
      'template t3',
      'action call-30 id of Ask Bram',
      'placeholder call-30 line under Payments',
      'item call-30 id of Topic',
      'template t4',
      'template t5',
      'template t6',
    ]);
  });
});
