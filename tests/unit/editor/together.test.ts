// @vitest-environment happy-dom
import { getSchema } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { editorNodes } from '#components/editor/extensions.ts';
import { noteSchema } from '#lib/notes/schema/index.ts';
import { gap, item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const opened: TypingEditor[] = [];

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  const editor = new TypingEditor(notes(...blocks));
  opened.push(editor);
  return editor;
}

function peerOf(editor: TypingEditor): TypingEditor {
  const peer = editor.peer();
  opened.push(peer);
  return peer;
}

afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

describe('the editor', () => {
  it('[N1] has the very nodes and marks of the shared schema', () => {
    const schema = getSchema(editorNodes());
    expect(Object.keys(schema.nodes)).toEqual(Object.keys(noteSchema.nodes));
    expect(Object.keys(schema.marks)).toEqual(Object.keys(noteSchema.marks));
    for (const [name, type] of Object.entries({ ...schema.nodes, ...schema.marks })) {
      const shared = noteSchema.nodes[name] ?? noteSchema.marks[name];
      expect(JSON.stringify(type.spec)).toBe(JSON.stringify(shared?.spec));
    }
  });

  it('[A14][N4] writes nothing into a document by being opened', () => {
    const me = open(line({ id: 'a' }), item({ id: null }, 'no id'), line({ id: 'x' }), line({ id: 'x' }));
    const before = Y.encodeStateVector(me.doc);
    const again = new TypingEditor(notes(), Y.encodeStateAsUpdate(me.doc));
    opened.push(again);
    expect(Y.encodeStateVector(again.doc)).toEqual(before);
    expect(Y.encodeStateVector(me.doc)).toEqual(before);
  });

  it('[A14] answers nobody: a change of one browser is one change, whatever it is', () => {
    const me = open(line({ id: 'a' }), line({ id: 'b' }));
    const other = peerOf(me);
    const answers: unknown[] = [];
    other.doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== 'peer') answers.push(origin);
    });
    me.caret(0).type('otto: see https://calls.example … 14:12').press('Enter').type('x').press('Mod-Alt-1');
    me.caret(2).paste('one\ntwo').press('Mod-z');
    expect(answers).toEqual([]);
    expect(other.rows).toEqual(me.rows);
  });

  it('keeps the elements of the lines below when somebody adds one above', () => {
    const me = open(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'), line({ id: 'c' }, 'three'));
    const other = peerOf(me);
    const element = (id: string) => me.editor.view.dom.querySelector(`[data-id="${id}"]`);
    const before = [element('b'), element('c')];
    other.caret(0).press('Enter').type('new');
    expect(me.rows).toEqual(['one', 'new', 'two', 'three']);
    expect(element('b')).toBe(before[0]);
    expect(element('c')).toBe(before[1]);
    expect(element('c')?.textContent).toContain('three');
  });

  it('keeps two people’s typing in one line apart and both', () => {
    const me = open(line({ id: 'a' }, 'middle'));
    const other = peerOf(me);
    me.caret(0, 0).type('start ');
    other.caret(0).type(' end');
    me.type('more ');
    expect(me.rows).toEqual(['start more middle end']);
    expect(other.rows).toEqual(me.rows);
  });
});

describe('undo', () => {
  it('takes back one’s own change and leaves everybody else’s', () => {
    const me = open(line({ id: 'a' }, 'old'), line({ id: 'b' }));
    const other = peerOf(me);
    me.caret(1).type('mine');
    other.caret(0).type(' theirs');
    me.press('Mod-z');
    expect(me.rows).toEqual(['old theirs', '']);
    me.press('Mod-z', 'Mod-z', 'Mod-z');
    expect(me.rows).toEqual(['old theirs', '']);
    other.press('Mod-z');
    expect(me.rows).toEqual(['old', '']);
  });

  it('never goes past the load', () => {
    const me = open(line({ id: 'a' }, 'old'));
    me.caret(0).press('Mod-z', 'Mod-z');
    expect(me.rows).toEqual(['old']);
    me.type('er').press('Mod-z', 'Mod-z', 'Mod-z');
    expect(me.rows).toEqual(['old']);
  });

  it('of a new line leaves the line when somebody else typed into it', () => {
    const me = open(line({ id: 'a' }, 'old'));
    const other = peerOf(me);
    me.caret(0).press('Enter');
    other.caret(1).type('theirs');
    me.press('Mod-z');
    expect(me.rows).toEqual(['old', 'theirs']);
  });

  it('takes back a conversion before the typing that led to it, and redo brings it again', () => {
    const me = open(line({ id: 'a' }));
    me.caret(0).type('otto:');
    expect(me.rows).toEqual(['Otto: ']);
    me.press('Mod-z');
    expect(me.rows).toEqual(['otto']);
    me.press('Mod-Shift-z');
    expect(me.rows).toEqual(['Otto: ']);
  });
});

describe('ids', () => {
  it('[N3] of one change stay when two people split the same line at once', () => {
    const me = open(line({ id: 'a' }, 'one two three'), line({ id: 'b' }, gap({ id: 'g' })));
    const other = new TypingEditor(notes(), Y.encodeStateAsUpdate(me.doc));
    opened.push(other);
    me.caret(0, 3).press('Enter');
    other.caret(0, 7).press('Enter');
    const [mine, theirs] = [Y.encodeStateAsUpdate(me.doc), Y.encodeStateAsUpdate(other.doc)];
    Y.applyUpdate(me.doc, theirs);
    Y.applyUpdate(other.doc, mine);
    expect(me.rows).toEqual(other.rows);
    expect(me.blocks.map((block) => block.attrs.id)).toContain('a');
    expect(me.blocks.at(-1)?.attrs.id).toBe('b');
  });
});

describe('carets of others', () => {
  it('never break the editor, whatever a presence holds', () => {
    const me = open(line({ id: 'a' }, 'text'));
    const provider = me.editor.extensionManager.extensions.find(
      (extension) => extension.name === 'collaborationCaret',
    )?.options as { provider: { awareness: Awareness } };
    const stranger = new Awareness(new Y.Doc());
    const presences: Record<string, unknown>[] = [
      { cursor: { anchor: 'x', head: 3 }, user: { name: 5, color: 'red' } },
      { cursor: { anchor: { type: { client: -1 } }, head: null }, user: null },
      { cursor: [], user: { name: '<img src=x>', color: 'url(x)' } },
    ];
    for (const presence of presences) {
      stranger.setLocalState(presence);
      applyAwarenessUpdate(
        provider.provider.awareness,
        encodeAwarenessUpdate(stranger, [stranger.clientID]),
        'far',
      );
      me.caret(0).type('!');
    }
    expect(me.rows).toEqual(['text!!!']);
    expect(me.editor.view.dom.querySelector('img')).toBeNull();
    stranger.destroy();
  });
});
