// @vitest-environment happy-dom
import { absolutePositionToRelativePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import { afterEach, describe, expect, it } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;
let other: Awareness;

/** Puts the caret of somebody else to a position, and waits until it is drawn. */
async function caretAt(pos: number): Promise<Element | null> {
  const { binding, type } = ySyncPluginKey.getState(me.editor.state) as {
    binding: { mapping: never };
    type: Y.XmlFragment;
  };
  const place: unknown = absolutePositionToRelativePosition(pos, type, binding.mapping);
  other = new Awareness(new Y.Doc());
  other.setLocalState({ cursor: { anchor: place, head: place }, user: { name: 'Otto', color: '#2f6fb3' } });
  applyAwarenessUpdate(me.awareness, encodeAwarenessUpdate(other, [other.clientID]), 'far');
  await expect.poll(drawn).not.toBeNull();
  return drawn();
}

function drawn(): Element | null {
  return me.editor.view.dom.querySelector('.cn-caret');
}

afterEach(() => {
  other.destroy();
  me.destroy();
});

describe('the caret of somebody else', () => {
  it('stays the same while a line is begun here', async () => {
    me = new TypingEditor(notes(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two')));
    const before = await caretAt(9);
    me.caret(0).press('Enter');
    expect(me.rows).toEqual(['one', '', 'two']);
    expect(drawn()).toBe(before);
    expect(before?.previousSibling?.textContent).toBe('two');
  });

  it('stays before what is typed where it stands', async () => {
    me = new TypingEditor(notes(line({ id: 'a' }, 'one')));
    await caretAt(4);
    // One's own caret is in the notes, as it is while one types.
    document.body.append(me.editor.view.dom);
    me.editor.view.focus();
    me.caret(0).type('!');
    await expect.poll(() => drawn()?.nextSibling?.textContent).toBe('!');
    me.editor.view.dom.remove();
  });
});
