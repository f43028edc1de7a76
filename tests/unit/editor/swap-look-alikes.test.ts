// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const open: TypingEditor[] = [];

function editing(content: NotesJson): TypingEditor {
  const editor = new TypingEditor(content);
  open.push(editor);
  return editor;
}

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
});

describe('the key that swaps look-alikes', () => {
  it('gives the line to the other of two, and back, and says who it is', () => {
    const editor = editing(
      notes(line({ id: 'l1', ...milo }, 'is it done'), line({ id: 'l2', ...otto }, 'no')),
    );
    editor.caret(0, 2);
    const { from } = editor.editor.state.selection;
    editor.press('Ctrl-.', 's');
    expect(editor.rows).toEqual(['Milou: is it done', 'Otto: no']);
    expect(editor.announced.at(-1)).toBe('Milou:');
    expect(editor.editor.state.selection.from).toBe(from);
    editor.press('Ctrl-.', 's');
    expect(editor.rows[0]).toBe('Milo: is it done');
    editor.press('Mod-z');
    expect(editor.rows[0]).toBe('Milou: is it done');
  });

  it('says so where there is nobody to swap with', () => {
    const editor = editing(notes(line({ id: 'l1', ...otto }, 'no'), line({ id: 'l2' }, 'a pause')));
    editor.caret(0).press('Ctrl-.', 's');
    expect(editor.announced.at(-1)).toBe('Nobody has a name like this one.');
    editor.caret(1).press('Ctrl-.', 's');
    expect(editor.announced.at(-1)).toBe('Nobody is named here.');
    expect(editor.rows).toEqual(['Otto: no', 'a pause']);
  });
});
