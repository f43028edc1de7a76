// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUIET_MS } from '#components/editor/offers/quiet-moment.ts';
import { openOffers } from '#components/editor/plugins/margin-offers.ts';
import type { LineJson, NotesJson } from '#lib/notes/note-json.ts';
import { gap, line, notes, stamp } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const START = '2026-03-10T14:00:00.000Z';
let me: TypingEditor;

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  me.destroy();
  vi.useRealTimers();
});

function open(content: NotesJson): TypingEditor {
  me = new TypingEditor(content, undefined, START);
  return me;
}

function pause(): void {
  vi.advanceTimersByTime(QUIET_MS);
  vi.advanceTimersByTime(50);
}

const at = (clock: string): string => `2026-03-10T${clock}:00.000Z`;
const timed = (clock: string): ReturnType<typeof stamp> => stamp(clock, { at: at(clock) });
const texts = (): string[] => openOffers(me.editor.state).map(({ offer }) => offer.text);

describe('a stamp that does not fit between the others', () => {
  it('is asked about, and corrected with its instant and its gap when that is accepted', () => {
    open(
      notes(
        line({ id: 'a' }, timed('14:12'), ' one'),
        line(
          { id: 'b' },
          gap({ id: 'g', at: at('15:14') }),
          ' ',
          timed('15:14'),
          gap({ id: 'h', at: START }),
        ),
        line({ id: 'c' }, timed('14:22')),
      ),
    );
    pause();
    expect(texts()).toEqual(['14:14 for 15:14, between 14:12 and 14:22?']);
    me.caret(1).press('Ctrl-.', 'y');
    expect(me.blocks[1]?.content).toMatchObject([
      { type: 'gap', attrs: { at: at('14:14') } },
      {},
      { type: 'stamp', attrs: { text: '14:14', at: at('14:14') } },
      { type: 'gap', attrs: { at: START } },
    ]);
    pause();
    expect(texts()).toEqual([]);
    me.press('Mod-z');
    expect(me.rows[1]).toBe('‹…› [15:14]‹…›');
  });

  it('is only pointed out when nobody can tell what was meant', () => {
    open(notes(line({ id: 'a' }, ...['14:12', '14:52', '14:25', '14:30'].map((clock) => timed(clock)))));
    pause();
    expect(texts()).toEqual(['14:52 stands between 14:12 and 14:25']);
    me.caret(0).press('Ctrl-.', 'y');
    expect(me.rows).toEqual(['[14:12][14:52][14:25][14:30]']);
    me.press('Ctrl-.', 'x');
    expect(texts()).toEqual([]);
  });

  it('is known by the call when it is the last', () => {
    open(notes(line({ id: 'a' }, ...['14:12', '14:22', '16:35'].map((clock) => timed(clock)))));
    pause();
    expect(texts()).toEqual(['14:35 for 16:35, after 14:22?']);
  });
});

describe('a stamp on screen', () => {
  const shown = (index: number): HTMLElement | undefined =>
    [...me.editor.view.dom.querySelectorAll<HTMLElement>('time')][index];

  it('says its instant on other clocks, and the call’s own beside it where it was typed by another', () => {
    open(
      notes(
        line(
          { id: 'a' },
          stamp('9:05', { at: at('09:05') }),
          stamp('16:12', { at: at('14:12') }),
          stamp('14:12'),
        ),
      ),
    );
    expect(shown(0)?.textContent).toBe('9:05');
    expect(shown(0)?.title).toContain('Tue 10 Mar 2026, 09:05 UTC');
    expect([shown(0), shown(1), shown(2)].map((time) => time?.dataset['clock'])).toEqual([
      undefined,
      '14:12',
      undefined,
    ]);
    expect(shown(2)?.title).toBe('It is not known when this was');
  });

  it('is drawn whatever its attributes hold, and so is a gap', () => {
    open(
      notes(
        line(
          { id: 'a' },
          stamp('14:12', { at: 'soon' }),
          gap({ id: 'g', at: 'soon' }),
          gap({ id: 'h', at: START }),
        ),
      ),
    );
    const gaps = [...me.editor.view.dom.querySelectorAll<HTMLElement>('[data-gap-id]')];
    expect(gaps.map((element) => element.title)).toEqual([
      'Something was missed here',
      'Something was missed here, at 14:00',
    ]);
  });

  it('changes with its attributes', () => {
    open(notes(line({ id: 'a' }, stamp('14:12', { at: at('14:12'), gap: true }), ' x'), line({ id: 'b' })));
    expect(shown(0)?.dataset['gap']).toBe('true');
    me.caret(0).type('y').caret(1);
    expect((me.blocks[0] as LineJson).content?.[0]).toMatchObject({ attrs: { gap: false } });
    expect(shown(0)?.dataset['gap']).toBeUndefined();
  });
});
