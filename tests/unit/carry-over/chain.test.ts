import * as fc from '#tests/support/fast-check.ts';
import { expect, test } from 'vitest';
import { carryOver } from '#lib/carry-over/carry-over.ts';
import type {
  CarriedMark,
  CarryOverInput,
  FinishedCall,
  FinishedItem,
  FinishedLine,
  OpenPlaceholder,
  RegisterAction,
} from '#lib/carry-over/carry-over-input.ts';
import { originOf, type StartBlock, type StartItem } from '#lib/carry-over/start-block.ts';
import { inlineText, type NotesJson } from '#lib/notes/note-json.ts';
import { finishedItem, openPlaceholder, registerAction } from '#tests/support/carry-over-factory.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

const CALLS = 10;
const places = fc.nat(1000);
const edits = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    place: places,
    level: fc.constantFrom<1 | 2>(1, 2),
    guest: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('mark' as const),
    place: places,
    state: fc.constantFrom('done' as const, 'noTime' as const, 'carried' as const),
  }),
  fc.record({ kind: fc.constant('act' as const), place: places }),
  fc.record({ kind: fc.constant('tick' as const), place: places }),
  fc.record({ kind: fc.constant('leave' as const), place: places }),
  fc.record({ kind: fc.constant('fill' as const), place: places }),
);
type Edit = typeof edits extends fc.Arbitrary<infer One> ? One : never;
type Plan = { rushed: boolean; changes: Edit[] };
type Topic = { proposer: string | null; since: number; times: number; done: boolean };

const templates: fc.Arbitrary<NotesJson> = fc
  .subarray(['Welcome', 'Review previous actions', 'Status', 'Any other business'])
  .chain((titles) =>
    fc.tuple(fc.constant(titles), fc.array(fc.constantFrom<1 | 2>(1, 1, 2), { minLength: 4, maxLength: 4 })),
  )
  .map(([titles, levels]) =>
    notes(
      ...titles.flatMap((title, index) => [
        item({ id: `t-${title}`, level: levels[index] ?? 1 }, title),
        line({ id: `p-${title}` }, `What about ${title.toLowerCase()}?`),
      ]),
    ),
  );

/** A series whose calls begin with what is carried over, and what should be true of it by simple bookkeeping. */
class Series {
  readonly held: number[] = [];
  readonly topics = new Map<string, Topic>();
  readonly actions: RegisterAction[] = [];
  readonly placeholders: OpenPlaceholder[] = [];
  last: FinishedCall | null = null;
  private count = 0;

  private readonly template: NotesJson;

  constructor(template: NotesJson) {
    this.template = template;
  }

  input(): CarryOverInput {
    const { last, held, actions, placeholders, template } = this;
    return { last, heldCalls: held, actions, placeholders, template };
  }

  /** Holds a call that begins with the blocks. What nobody marks is done with, or left for another time in a rushed call. */
  hold(number: number, blocks: readonly StartBlock[], { rushed, changes }: Plan): void {
    const id = `call-${String(number)}`;
    const items: FinishedItem[] = [];
    const lines: FinishedLine[] = [];
    for (const [index, block] of blocks.entries()) {
      if (block.kind === 'item') items.push(itemOf(block, `${id} ${String(index)}`));
      else
        lines.push({
          itemId: items.at(-1)?.id ?? null,
          text: 'x',
          at: null,
          reference: block.kind !== 'text',
        });
    }
    for (const edit of changes) this.change(edit, { id, number, items });
    for (const topic of items.filter(({ title }) => this.topics.has(title))) {
      const known = this.topics.get(topic.title);
      if (topic.state === 'open') topic.state = rushed ? 'carried' : 'done';
      if (known === undefined) continue;
      known.done = topic.state === 'done';
      if (!known.done) known.times += 1;
    }
    this.held.push(number);
    this.last = { id, number, held: true, startedAt: null, items, lines };
  }

  private change(edit: Edit, call: { id: string; number: number; items: FinishedItem[] }): void {
    const pick = <One>(list: readonly One[]): One | undefined => list[edit.place % Math.max(1, list.length)];
    this.count += 1;
    switch (edit.kind) {
      case 'add': {
        const title = `Topic ${String(this.count)}`;
        const proposer = edit.guest ? `Guest ${String(this.count)}` : null;
        const added = finishedItem(title, { id: `${call.id} ${title}`, level: edit.level, proposer });
        call.items.splice(edit.place % (call.items.length + 1), 0, added);
        this.topics.set(title, { proposer, since: call.number, times: 0, done: false });
        return;
      }
      case 'mark': {
        const marked = pick(call.items);
        if (marked !== undefined) marked.state = edit.state;
        return;
      }
      case 'act':
        this.actions.push(
          registerAction(`Action ${String(this.count)}`, {
            callId: call.id,
            callNumber: call.number,
            position: this.count,
          }),
        );
        return;
      case 'tick': {
        const ticked = pick(this.actions);
        if (ticked !== undefined) ticked.done = true;
        return;
      }
      case 'leave':
        this.placeholders.push(
          openPlaceholder(`Hole ${String(this.count)}`, {
            callId: call.id,
            callNumber: call.number,
            position: this.count,
          }),
        );
        return;
      case 'fill': {
        const filled = pick(this.placeholders);
        if (filled !== undefined) this.placeholders.splice(this.placeholders.indexOf(filled), 1);
      }
    }
  }
}

function itemOf(block: StartItem, id: string): FinishedItem {
  const { attrs, content, templateItemId, carried } = block;
  return finishedItem(inlineText(content), { id, ...attrs, content, templateItemId, carried });
}

function isItem(block: StartBlock): block is StartItem {
  return block.kind === 'item';
}

test('over ten calls nothing is lost, nothing is there twice, and what is carried again is the same', () => {
  const chains = fc.array(
    fc.record({ rushed: fc.boolean(), changes: fc.array(edits, { maxLength: 14, size: 'max' }) }),
    { minLength: CALLS, maxLength: CALLS },
  );
  const tally = { topics: 0, actions: 0, placeholders: 0, longest: 0 };
  fc.assert(
    fc.property(templates, chains, (template, chain) => {
      const series = new Series(template);
      for (const [index, plan] of chain.entries()) {
        const input = series.input();
        const before = structuredClone(input);
        const blocks = carryOver(input);
        expect(input).toEqual(before);
        expect(carryOver({ ...input, actions: input.actions.toReversed() })).toEqual(blocks);

        const begun = blocks.filter(isItem);
        const standing = begun.flatMap(({ templateItemId }) =>
          templateItemId === null ? [] : [templateItemId],
        );
        const wanted = template.content.flatMap((block) =>
          block.type === 'agendaItem' ? [block.attrs.id] : [],
        );
        expect(standing).toEqual(wanted);
        expect(blocks.filter(({ kind }) => kind === 'text')).toHaveLength(wanted.length);

        const carried = begun.filter(({ content }) => inlineText(content).startsWith('Topic'));
        const expected = [...series.topics].filter(([, { done }]) => !done);
        expect(
          new Map(carried.map((one) => [inlineText(one.content), summary(one.attrs.proposer, one.carried)])),
        ).toEqual(
          new Map(
            expected.map(([title, { proposer, since, times }]) => [
              title,
              `${String(proposer)} ${since} ${times}`,
            ]),
          ),
        );
        expect(carried).toHaveLength(expected.length);

        const texts = (kind: 'action' | 'placeholder') =>
          blocks.flatMap((block) => (block.kind === kind && 'birth' in block ? [block.birth.blockId] : []));
        const open = series.actions.filter(({ done }) => !done);
        expect(texts('action')).toEqual(open.map(({ lineId }) => lineId));
        expect(texts('placeholder')).toEqual(series.placeholders.map(({ lineId }) => lineId));
        const made = begun.length - standing.length - carried.length;
        const needed =
          open.length + series.placeholders.length > 0 && !wanted.includes('t-Review previous actions');
        expect(made).toBe(needed ? 1 : 0);

        const origins = blocks.flatMap((block) => originOf(block) ?? []);
        expect(new Set(origins).size).toBe(origins.length);
        tally.topics += carried.length;
        tally.actions += open.length;
        tally.placeholders += series.placeholders.length;
        tally.longest = Math.max(tally.longest, ...carried.map((one) => one.carried?.times ?? 0));
        // Numbers may have gaps.
        series.hold(index * 2 + 1, blocks, plan);
      }
    }),
    { numRuns: 60 },
  );
  expect(Math.min(tally.topics, tally.actions, tally.placeholders)).toBeGreaterThan(300);
  expect(tally.longest).toBeGreaterThan(2);
});

function summary(proposer: string | null, carried: CarriedMark | null): string {
  return `${String(proposer)} ${String(carried?.since)} ${String(carried?.times)}`;
}
