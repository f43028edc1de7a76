// @vitest-environment happy-dom
import { DecorationSet, Decoration } from '@tiptap/pm/view';
import { yCursorPluginKey } from '@tiptap/y-tiptap';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineListener } from '#components/editor/announce/line-listener.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let writer: TypingEditor;
let hearer: TypingEditor;
let listener: LineListener;
let said: string[][];
let news: boolean;
/** Where the writer's caret is said to be: the number of a block. */
let caretIn: number | null;

const milo = { speaker: 'p_1', speakerName: 'Milo' };

function listen(): void {
  listener = new LineListener(hearer.editor.state, {
    isNews: () => news,
    isMuted: () => !hearer.readsOut,
    speakerName: (_, name) => name ?? '',
    now: () => performance.now(),
    say: (lines) => void said.push(lines),
  });
  hearer.editor.on('transaction', ({ transaction }) => {
    listener.heard(transaction, hearer.editor.state);
  });
}

/** What awareness does when the writer's caret moves to a block, or goes away. */
function caretTo(block: number | null): void {
  caretIn = block;
  const { view } = hearer.editor;
  view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  news = true;
  caretIn = null;
  writer = new TypingEditor(notes(line({ id: 'a', ...milo }, 'is it done')));
  hearer = writer.peer();
  vi.spyOn(yCursorPluginKey, 'getState').mockImplementation((state) => {
    if (caretIn === null) return DecorationSet.empty;
    let pos = 1;
    for (let index = 0; index < caretIn; index += 1) pos += state.doc.child(index).nodeSize;
    return DecorationSet.create(state.doc, [Decoration.widget(pos, () => document.createElement('i'))]);
  });
  vi.advanceTimersByTime(100);
  listen();
});
afterEach(() => {
  listener.destroy();
  writer.destroy();
  hearer.destroy();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a line that somebody else finishes', () => {
  it('is said at their Enter, once', () => {
    writer.caret(0).press('Enter').type('Otto: nearly');
    vi.advanceTimersByTime(1000);
    expect(said).toEqual([]);
    writer.press('Enter');
    expect(said).toEqual([['Otto: nearly']]);
    writer.type('more');
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual([['Otto: nearly'], ['more']]);
  });

  it('is said when their caret leaves it', () => {
    writer.caret(0).press('Enter').type('Otto: nearly');
    caretTo(1);
    vi.advanceTimersByTime(1000);
    expect(said).toEqual([]);
    caretTo(0);
    expect(said).toEqual([['Otto: nearly']]);
  });

  it('is said after five seconds of quiet', () => {
    writer.caret(0).press('Enter').type('Otto: near');
    vi.advanceTimersByTime(4000);
    writer.type('ly');
    vi.advanceTimersByTime(4900);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(said).toEqual([['Otto: nearly']]);
  });

  it('is said with its tag, and its gaps as words', () => {
    writer.caret(0).press('Enter').type('Otto: I will … look').press('Ctrl-.', 'a', 'Enter');
    expect(said).toEqual([['Action, Otto: I will gap look']]);
  });

  it('is not said again for a corrected letter, but for another text', () => {
    writer.caret(0).press('Enter').type('Otto: no').press('Enter');
    expect(said).toEqual([['Otto: no']]);
    writer.caret(1).type('t');
    vi.advanceTimersByTime(20_000);
    expect(said).toHaveLength(1);
    writer.caret(1).type(' before Monday');
    vi.advanceTimersByTime(20_000);
    expect(said).toEqual([['Otto: no'], ['Otto: not before Monday']]);
  });

  it('is not said when it stood there before and a letter of it is corrected, or it is tagged or moved', () => {
    writer.caret(0).type('?');
    vi.advanceTimersByTime(20_000);
    writer.press('Ctrl-.', 'd');
    vi.advanceTimersByTime(20_000);
    expect(said).toEqual([]);
  });

  it('is not said without text, nor when it is gone by then', () => {
    writer.caret(0).press('Enter');
    writer.type('Otto: ').press('Enter').type('oops');
    const { view } = writer.editor;
    const { head } = view.state.selection;
    view.dispatch(view.state.tr.delete(head - 'oops'.length, head));
    vi.advanceTimersByTime(20_000);
    expect(said).toEqual([]);
  });
});

describe('one’s own lines', () => {
  it('are not said, nor what one has typed into', () => {
    hearer.caret(0).press('Enter').type('Otto: mine').press('Enter');
    writer.caret(0).press('Enter').type('half');
    hearer.caret(1).type(' and half');
    writer.caret(1).press('Enter');
    vi.advanceTimersByTime(20_000);
    expect(said.flat()).not.toContain('Otto: mine');
    expect(said.flat().some((words) => words.includes('half'))).toBe(false);
  });

  it('taken back by undo say nothing', () => {
    hearer.caret(0).press('Enter').type('Otto: mine').press('Mod-z', 'Mod-Shift-z');
    vi.advanceTimersByTime(20_000);
    expect(said).toEqual([]);
  });
});

describe('messages', () => {
  it('wait until one’s own keys have rested for a second', () => {
    hearer.caret(0).type('!');
    writer.caret(0).press('Enter').type('Otto: nearly').press('Enter');
    vi.advanceTimersByTime(900);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(said).toEqual([['Otto: nearly']]);
  });

  it('come at least five seconds apart, with all that was finished meanwhile', () => {
    writer.caret(0).press('Enter').type('one').press('Enter');
    expect(said).toEqual([['one']]);
    writer.type('two').press('Enter').type('three').press('Enter');
    vi.advanceTimersByTime(4900);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(said).toEqual([['one'], ['two', 'three']]);
  });

  it('are not given while muted, nor made up for later', () => {
    hearer.press('Ctrl-.', 'l');
    expect(hearer.announced.at(-1)).toBe('Finished lines are no longer read out.');
    writer.caret(0).press('Enter').type('one').press('Enter');
    vi.advanceTimersByTime(20_000);
    hearer.press('Ctrl-.', 'l');
    expect(hearer.announced.at(-1)).toBe('Finished lines are read out.');
    writer.type('two').press('Enter');
    vi.advanceTimersByTime(20_000);
    expect(said).toEqual([['two']]);
  });

  it('leave out what was there before the page had caught up', () => {
    news = false;
    writer.caret(0).press('Enter').type('from before').press('Enter');
    vi.advanceTimersByTime(20_000);
    news = true;
    writer.type('new').press('Enter');
    vi.advanceTimersByTime(20_000);
    expect(said).toEqual([['new']]);
  });
});
