// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;

afterEach(() => {
  me.destroy();
});

function pasteEvent(text: string): ClipboardEvent {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  return new ClipboardEvent('paste', { clipboardData: data });
}

describe('a paste', () => {
  it('[A19] brings a thousand lines with their ids in few steps', () => {
    me = new TypingEditor(notes(line({ id: 'a' }, 'before')));
    let steps = 0;
    me.editor.on('transaction', ({ transaction, appendedTransactions }) => {
      for (const { steps: own } of [transaction, ...appendedTransactions]) steps += own.length;
    });
    me.caret(0).paste(`${'quay\n'.repeat(999)}mole`);
    expect(me.rows).toHaveLength(1000);
    expect(new Set(me.blocks.map(({ attrs }) => attrs.id)).size).toBe(1000);
    expect(steps).toBeLessThan(10);
  });

  it.each([
    ['5001 kB', 'x'.repeat(5_001_000)],
    ['20000 lines', '\n'.repeat(19_999)],
  ])('[A19] of %s is refused in words, and changes nothing', (size, text) => {
    me = new TypingEditor(notes(line({ id: 'a' }, 'before')));
    const { view } = me.editor;
    const event = pasteEvent(text);
    expect(
      view.someProp('handlePaste', (handle) => handle(view, event, view.state.selection.content())),
    ).toBe(true);
    expect(me.refused).toEqual([`That is too large to paste at once (${size}). Paste it in parts.`]);
    expect(me.announced).toEqual(['Not pasted: too large.']);
    expect(me.rows).toEqual(['before']);
  });
});
