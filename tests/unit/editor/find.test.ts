// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  closeFind,
  find,
  nextMatch,
  replaceAllMatches,
  replaceMatch,
} from '#components/editor/commands/find.ts';
import { foundMatches } from '#components/editor/plugins/find.ts';
import { gap, item, line, notes, text } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const opened: TypingEditor[] = [];
let me: TypingEditor;

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me = new TypingEditor(notes(...blocks));
  opened.push(me);
  return me;
}

function look(query: string, options: { matchCase?: boolean; wholeWords?: boolean } = {}): void {
  find(me.editor.view, { query, matchCase: false, wholeWords: false, ...options });
}

const shown = (selector: string, editor = me): string[] =>
  [...editor.editor.view.dom.querySelectorAll(selector)].map((match) => match.textContent);
/** Which match is looked at, of how many. */
const place = (): string => {
  const found = foundMatches(me.editor.state);
  return found === null ? 'closed' : `${found.current + 1} of ${found.matches.length}`;
};

afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

function tides(): TypingEditor {
  return open(
    item({ id: 'i' }, 'The tide'),
    line({ id: 'a' }, 'tide and tidemark'),
    { type: 'quote', attrs: { id: 'q' }, content: [text('a TIDE')] },
    { type: 'codeBlock', attrs: { id: 'k', language: null }, content: [text('let tide = 1;\ntide++')] },
    line({ id: 'b' }, 'no ti', gap({ id: 'g' }), 'de'),
  );
}

describe('find', () => {
  it('finds in lines, agenda items, quotes and code, and never across a gap', () => {
    tides().caret(0, 0);
    look('tide');
    expect(shown('.cn-found')).toEqual(['tide', 'tide', 'tide', 'TIDE', 'tide', 'tide']);
    expect(place()).toBe('1 of 6');
    look('tide', { matchCase: true, wholeWords: true });
    expect(place()).toBe('1 of 4');
    look('tides');
    expect(place()).toBe('0 of 0');
  });

  it('begins at the caret and goes round both ends', () => {
    tides().caret(1, 4);
    look('tide');
    expect(place()).toBe('3 of 6');
    for (const expected of ['4', '5', '6', '1']) {
      nextMatch(me.editor.view, 1);
      expect(place()).toBe(`${expected} of 6`);
    }
    nextMatch(me.editor.view, -1);
    expect(place()).toBe('6 of 6');
    expect(shown('.cn-found-current')).toEqual(['tide']);
  });

  it('leaves the caret alone until it is closed, and then selects the match', () => {
    tides().caret(4);
    const before = me.editor.state.selection.from;
    look('tidemark');
    nextMatch(me.editor.view, 1);
    expect(me.editor.state.selection.from).toBe(before);
    closeFind(me.editor.view);
    const { from, to } = me.editor.state.selection;
    expect(me.editor.state.doc.textBetween(from, to)).toBe('tidemark');
    expect(shown('.cn-found')).toEqual([]);
    look('nowhere');
    closeFind(me.editor.view);
    expect(me.editor.state.selection.from).toBe(from);
  });

  it('follows what I and others type, and keeps looking at the same match', () => {
    tides().caret(0, 0);
    const other = me.peer();
    opened.push(other);
    look('tide');
    nextMatch(me.editor.view, 1);
    other.caret(0, 0).press('Enter').type('a tide of tides');
    expect(place()).toBe('4 of 8');
    other.caret(2, 0).type('tide! ');
    expect(place()).toBe('5 of 9');
    expect(shown('.cn-found', other)).toEqual([]);
    me.caret(0, 0).type('tide ');
    expect(place()).toBe('6 of 10');
    expect(me.editor.state.doc.child(2).textContent).toBe('tide! tide and tidemark');
  });
});

describe('replace', () => {
  it('replaces the match that is looked at and goes on to the next, past what it wrote', () => {
    open(line({ id: 'a' }, 'aa a'), line({ id: 'b' }, 'a')).caret(0, 0);
    look('a');
    expect(replaceMatch(me.editor.view, 'xax')).toBe(true);
    expect([me.rows, place()]).toEqual([['xaxa a', 'a'], '2 of 4']);
    replaceMatch(me.editor.view, '');
    replaceMatch(me.editor.view, 'b');
    expect([me.rows, place()]).toEqual([['xax b', 'a'], '2 of 2']);
    replaceMatch(me.editor.view, 'c');
    expect([me.rows, place()]).toEqual([['xax b', 'c'], '1 of 1']);
  });

  it('replaces all in one undo step, says how many, and keeps marks', () => {
    const bold = { type: 'bold' } as const;
    tides().caret(0, 0);
    look('tide');
    expect(replaceAllMatches(me.editor.view, 'sea')).toEqual({ matches: 6, blocks: 4 });
    expect(me.rows.slice(0, 4)).toEqual([
      '# The sea', 'sea and seamark', 'quote a sea', 'codeBlock let sea = 1;\nsea++',
    ]); // prettier-ignore
    me.press('Mod-z');
    expect(me.rows.slice(0, 4)).toEqual([
      '# The tide', 'tide and tidemark', 'quote a TIDE', 'codeBlock let tide = 1;\ntide++',
    ]); // prettier-ignore
    me.press('Mod-z');
    expect(me.rows[0]).toBe('# The tide');

    open(line({ id: 'a' }, text('one ', bold), 'two one ', text('o', bold), 'ne')).caret(0, 0);
    look('one');
    replaceAllMatches(me.editor.view, '1');
    expect(me.blocks[0]?.content).toEqual([text('1 ', bold), text('two 1 '), text('1', bold)]);
  });

  it('sends every replacement in one change, and changes no element of a line that has none', () => {
    tides().caret(0, 0);
    const other = me.peer();
    opened.push(other);
    const element = other.editor.view.dom.querySelector('[data-id="b"]');
    look('tide');
    let updates = 0;
    me.doc.on('update', () => void (updates += 1));
    replaceAllMatches(me.editor.view, 'sea');
    expect(updates).toBe(1);
    expect(other.rows).toEqual(me.rows);
    expect(other.editor.view.dom.querySelector('[data-id="b"]')).toBe(element);
  });

  it('leaves what somebody types between two matches at that moment where they typed it', () => {
    open(line({ id: 'a' }, 'tide in, tide out, tide in'));
    const other = new TypingEditor(notes(), Y.encodeStateAsUpdate(me.doc));
    opened.push(other);
    other.caret(0, 7).type(' again').caret(0, 0).type('The ').caret(0).type(' anew');
    look('tide');
    replaceAllMatches(me.editor.view, 'sea');
    const [mine, theirs] = [Y.encodeStateAsUpdate(me.doc), Y.encodeStateAsUpdate(other.doc)];
    Y.applyUpdate(me.doc, theirs);
    Y.applyUpdate(other.doc, mine);
    expect(me.rows).toEqual(['The sea in again, sea out, sea in anew']);
    expect(other.rows).toEqual(me.rows);
    me.press('Mod-z');
    expect(me.rows).toEqual(['The tide in again, tide out, tide in anew']);
  });

  it('takes nobody’s text for what it was when it has changed meanwhile', () => {
    open(line({ id: 'a' }, 'tide'), line({ id: 'b' }, 'tide')).caret(0, 0);
    const other = me.peer();
    opened.push(other);
    look('tide');
    other.caret(0, 2).type('m');
    expect(place()).toBe('1 of 1');
    expect(replaceAllMatches(me.editor.view, 'sea')).toEqual({ matches: 1, blocks: 1 });
    expect(me.rows).toEqual(['timde', 'sea']);
  });
});
