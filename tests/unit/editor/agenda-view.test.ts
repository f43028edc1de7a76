// @vitest-environment happy-dom
import type { DecorationSet } from '@tiptap/pm/view';
import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import { agendaView } from '#components/editor/plugins/agenda-view.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const step = fc.record({
  mine: fc.boolean(),
  block: fc.nat(),
  offset: fc.nat(4),
  act: fc.constantFrom(
    'Enter',
    'Shift-Enter',
    'Backspace',
    'Mod-z',
    'Mod-Alt-1',
    'Mod-Alt-0',
    'Alt-ArrowUp',
    'x',
  ),
});

/** What is drawn of a document by a plugin, in a form to compare. */
function drawn(plugin: ReturnType<typeof agendaView>, { editor }: TypingEditor): unknown[] {
  const decorations = plugin.props.decorations?.call(plugin, editor.state) as DecorationSet;
  return decorations
    .find()
    .map(({ from, to, spec }) => ({ from, to, spec: spec as unknown }))
    .toSorted((one, other) => one.from - other.from);
}

describe('what is drawn beside the blocks', () => {
  it('is after any changes what it is in an editor that was just opened on them', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 12 }), (steps) => {
        const who = { speaker: 'p_1', speakerName: 'Milo' };
        const me = new TypingEditor(
          notes(
            item({ id: 'i' }, 'One'),
            line({ id: 'a', ...who }, 'one two'),
            line({ id: 'b', ...who }, 'three'),
            item({ id: 'j' }, 'Two'),
            line({ id: 'c', ...who }),
          ),
        );
        const other = me.peer();
        const plugin = agendaView();
        for (const { mine, block, offset, act } of steps) {
          const editor = mine ? me : other;
          const count = editor.editor.state.doc.childCount;
          const size = editor.editor.state.doc.child(block % count).content.size;
          editor.caret(block % count, Math.min(offset, size));
          if (act === 'x') editor.type(act);
          else editor.press(act);
          expect(drawn(plugin, me)).toEqual(drawn(agendaView(), me));
        }
        me.destroy();
        other.destroy();
      }),
      { numRuns: 10 },
    );
  });
});
