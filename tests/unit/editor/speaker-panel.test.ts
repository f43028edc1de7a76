// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { reassignPerson } from '#components/editor/engine/reassign-person.ts';
import { RosterSource } from '#components/editor/views/roster-source.ts';
import { gap, item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const opened: TypingEditor[] = [];
const voice = { speaker: 'p_u1', speakerName: 'Unknown 1' };
const asOtto = { id: 'p_4', name: 'Otto' };

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  const editor = new TypingEditor(notes(...blocks));
  opened.push(editor);
  return editor;
}

function call(): TypingEditor {
  return open(
    item({ id: 'i' }, 'Tides'),
    line({ id: 'a', ...voice }, 'one'),
    line({ id: 'b', speaker: 'p_1', speakerName: 'Milo' }, 'for ', mention('p_u1', 'Unknown 1'), gap({ id: 'g' })),
    line({ id: 'c', speaker: 'p_1', speakerName: 'Milo', tag: 'action', owner: 'p_u1', ownerName: 'Unknown 1' }, 'x'),
    line({ id: 'd', ...voice }, 'Unknown 1 again'),
  ); // prettier-ignore
}

function mention(person: string, name: string) {
  return { type: 'mention', attrs: { person, name } } as const;
}

afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

describe('naming somebody throughout a call', () => {
  it('changes speakers, owners and mentions, and no word, in one undo step', () => {
    const me = call();
    const before = me.blocks;
    me.caret(1).type('!');
    expect(reassignPerson(me.editor.state, new Set(['p_u1']), asOtto)).toBe(2);
    expect(me.rows).toEqual(['# Tides', 'Otto: one!', 'Milo: for ‹…›', '(action) Milo: x', 'Otto: Unknown 1 again']);
    expect(me.blocks[2]?.content?.[1]).toEqual(mention('p_4', 'Otto'));
    expect(me.blocks[3]?.attrs).toMatchObject({ owner: 'p_4', ownerName: 'Otto' });
    me.press('Mod-z');
    expect(me.blocks[3]).toEqual(before[3]);
    expect(me.rows[1]).toBe('Unknown 1: one!');
    me.press('Mod-z');
    expect(me.blocks).toEqual(before);
  }); // prettier-ignore

  it('leaves what somebody types in such a line at that moment, and where it stands', () => {
    const me = call();
    const other = new TypingEditor(notes(), Y.encodeStateAsUpdate(me.doc));
    opened.push(other);
    other.caret(1, 0).type('well ').caret(2).type(' soon');
    reassignPerson(me.editor.state, new Set(['p_u1']), asOtto);
    const [mine, theirs] = [Y.encodeStateAsUpdate(me.doc), Y.encodeStateAsUpdate(other.doc)];
    Y.applyUpdate(me.doc, theirs);
    Y.applyUpdate(other.doc, mine);
    expect(me.rows.slice(1, 3)).toEqual(['Otto: well one', 'Milo: for ‹…› soon']);
    expect(other.rows).toEqual(me.rows);
  });

  it('redraws the names in place, with the caret where it was', () => {
    const me = call().caret(4, 3);
    const element = me.editor.view.dom.querySelector('[data-id="d"]');
    reassignPerson(me.editor.state, new Set(['p_u1']), asOtto);
    expect(me.editor.view.dom.querySelector('[data-id="d"]')).toBe(element);
    expect(element?.querySelector('.cn-name')?.textContent).toBe('Otto');
    expect(me.editor.state.selection.$head.parentOffset).toBe(3);
    expect(me.editor.view.dom.querySelector('[data-mention]')?.textContent).toBe('@Otto');
  });
});

describe('the field for a speaker’s name', () => {
  it('is opened by a chord for the line at the caret, and asks whose name where there is no speaker', () => {
    const me = call().caret(1);
    me.press('Ctrl-.', 'r');
    expect(me.panels).toEqual([{ kind: 'speaker', personId: 'p_u1' }]);
    me.caret(0).press('Ctrl-.', 'r');
    expect(me.panels.at(-1)).toEqual({ kind: 'speaker', personId: null });
  });

  it('is opened by a click on the name in the margin, which leaves the caret alone', () => {
    const me = call().caret(4);
    const before = me.editor.state.selection.from;
    const name = me.editor.view.dom.querySelector('[data-id="a"] .cn-name');
    for (const type of ['mousedown', 'mouseup', 'click'])
      name?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0 }));
    expect(me.panels).toEqual([{ kind: 'speaker', personId: 'p_u1' }]);
    expect(me.editor.state.selection.from).toBe(before);
  });
});

describe('a person of the roster who turned out to be another', () => {
  it('is shown as that one, in the margin and in mentions', () => {
    const people = [
      { id: 'p_4', name: 'Otto Berg', initials: 'OB', aliases: ['Oto'], number: 4, merged: [{ id: 'p_5', name: 'Oto' }] },
      { id: 'p_1', name: 'Milo', initials: 'MI', aliases: [], number: 1 },
    ]; // prettier-ignore
    const source = new RosterSource([]);
    expect(source.shown('p_5', 'Oto')).toMatchObject({ name: 'Oto', number: null });
    source.set(people);
    expect(source.shown('p_5', 'Oto')).toEqual(source.shown('p_4', 'Otto'));
    expect(source.offered('p_5', 'Oto')).toMatchObject({ name: 'Otto Berg', initials: 'OB', number: 4 });
  });
});
