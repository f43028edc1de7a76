// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sayAs } from '#components/editor/commands/say-as.ts';
import { chipOrder } from '#components/editor/phone/chip-order.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { roster, TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me.destroy();
  me = new TypingEditor(notes(...blocks));
  return me;
}

/** Taps the chip of somebody on the roster, by name. */
function tap(name: string): TypingEditor {
  const person = roster.find((one) => one.name === name);
  if (person === undefined) throw new Error(`${name} is not on the roster.`);
  const { view, state } = me.editor;
  sayAs(me.context, person)(state, view.dispatch, view);
  return me;
}

const chips = (): string[] => chipOrder(me.editor.state, me.context).people.map(({ name }) => name);

beforeEach(() => {
  me = new TypingEditor(notes(line({ id: 'a', ...milo }, 'is it done')));
});
afterEach(() => {
  me.destroy();
});

describe('a tap on a name', () => {
  it('opens a line of that person below a line that another speaks', () => {
    me.caret(0);
    tap('Otto').type('nearly');
    tap('Milo').type('good');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly', 'Milo: good']);
    expect(me.announced).toEqual(['Otto:', 'Milo:']);
  });

  it('leaves the line whole, wherever the caret stands in it', () => {
    me.caret(0, 2);
    tap('Otto').type('nearly');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly']);
  });

  it('names the speaker of a line that has none, and keeps what is written and where the caret is', () => {
    open(line({ id: 'a' }, 'nearly done')).caret(0, 6);
    tap('Otto').type('X');
    expect(me.rows).toEqual(['Otto: nearlyX done']);
  });

  it('corrects the speaker of a line without text', () => {
    me.caret(0);
    tap('Otto');
    tap('Odile Brandt').type('nearly');
    expect(me.rows).toEqual(['Milo: is it done', 'Odile Brandt: nearly']);
  });

  it('twice makes one line', () => {
    me.caret(0);
    tap('Otto');
    tap('Otto').type('nearly');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly']);
  });

  it('of the one who speaks begins their next line', () => {
    me.caret(0);
    tap('Milo').type('and when');
    expect(me.rows).toEqual(['Milo: is it done', 'Milo: and when']);
  });

  it('takes the letters that were typed to find them', () => {
    open(line({ id: 'a' }))
      .caret(0)
      .type('ott');
    tap('Otto').type('nearly');
    expect(me.rows).toEqual(['Otto: nearly']);
  });

  it('keeps letters that find somebody else', () => {
    open(line({ id: 'a' }))
      .caret(0)
      .type('ott');
    tap('Milo').type('o is late');
    expect(me.rows).toEqual(['Milo: otto is late']);
  });

  it('begins a line below a heading', () => {
    open(item({ id: 'h' }, 'Status')).caret(0);
    tap('Otto').type('nearly');
    expect(me.rows).toEqual(['# Status', 'Otto: nearly']);
  });

  it('is one step of undo', () => {
    me.caret(0).type(' yet');
    tap('Otto').press('Mod-z');
    expect(me.rows).toEqual(['Milo: is it done yet']);
  });

  it('leaves a line that somebody else is writing on, and those below it, to them', () => {
    open(line({ id: 'a' }, 'half a'), line({ id: 'b' }, 'more'));
    const peer = me.peer('Otto');
    me.caret(0);
    peer.caret(0).type(' sentence');
    tap('Milo').type('meanwhile');
    expect(me.rows).toEqual(['half a sentence', 'Milo: meanwhile', 'more']);
    peer.destroy();
  });

  it('leaves a second person’s line alone', () => {
    const peer = me.peer();
    me.caret(0);
    tap('Otto').type('nearly');
    peer.caret(1).type(', they say');
    me.caret(1);
    tap('Milo').type('good');
    expect(peer.rows).toEqual(['Milo: is it done', 'Otto: nearly, they say', 'Milo: good']);
    peer.destroy();
  });
});

describe('the order of the names', () => {
  it('is the roster’s while nobody has spoken', () => {
    open(line({ id: 'a' })).caret(0);
    expect(chips()).toEqual(['Milo', 'Milou', 'Odile Brandt', 'Otto']);
  });

  it('begins with who is likely next, then who spoke last', () => {
    open(line({ id: 'a', ...otto }, 'one'), line({ id: 'b', ...milo }, 'two')).caret(1);
    expect(chips()).toEqual(['Otto', 'Milo', 'Milou', 'Odile Brandt']);
    me.press('Enter');
    expect(chips().slice(0, 2)).toEqual(['Otto', 'Milo']);
  });

  it('begins with whom the line asks', () => {
    open(line({ id: 'a', ...otto }, 'one'), line({ id: 'b', ...milo }, 'what do you say, Milou?')).caret(1);
    expect(chips()).toEqual(['Milou', 'Milo', 'Otto', 'Odile Brandt']);
  });

  it('has people whom only the notes name', () => {
    open(line({ id: 'a', speaker: 'p_9', speakerName: 'Zora' }, 'hello')).caret(0);
    expect(chips()).toEqual(['Zora', 'Milo', 'Milou', 'Odile Brandt', 'Otto']);
  });
});
