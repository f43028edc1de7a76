// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { GlossaryTerm } from '#lib/glossary/glossary-term.ts';
import { addToGlossary } from '#components/editor/commands/add-term.ts';
import { acceptOffer } from '#components/editor/commands/settle-offers.ts';
import { termOffers } from '#components/editor/offers/term-offers.ts';
import { openOffers } from '#components/editor/plugins/margin-offers.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;

const otto = { speaker: 'p_4', speakerName: 'Otto' };
const terms: GlossaryTerm[] = ['Kelpnet', 'data sync', 'say "tide"'].map((form) => ({
  form,
  others: form === 'Kelpnet' ? ['calp net'] : [],
  meaning: '',
}));

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me.destroy();
  me = new TypingEditor(notes(...blocks));
  me.call.set({ status: 'live', terms, mayAddTerms: true });
  return me;
}

/** The rest that stands faintly behind the caret. */
function faint(editor = me): string | null {
  const lines = [...editor.editor.view.dom.querySelectorAll<HTMLElement>('.cn-completing')];
  expect(lines.length).toBeLessThan(2);
  const rest = lines[0]?.style.getPropertyValue('--cn-rest') ?? '';
  return rest === '' ? null : (JSON.parse(rest) as string);
}

beforeEach(() => {
  me = new TypingEditor(notes(line({ id: 'a', ...otto }, 'we use '), line({ id: 'b', ...otto }, 'and')));
  me.call.set({ status: 'live', terms, mayAddTerms: true });
});
afterEach(() => {
  me.destroy();
});

describe('a term that is being typed', () => {
  it('stands faintly behind the caret, in no text', () => {
    me.caret(0).type('Ke');
    expect(faint()).toBe(null);
    me.type('l');
    expect(faint()).toBe('pnet');
    expect(me.rows[0]).toBe('Otto: we use Kel');
    expect(me.editor.view.dom.textContent).not.toContain('pnet');
    expect(me.announced).toEqual([]);
    me.type('x');
    expect(faint()).toBe(null);
  });

  test.each(['Tab', 'ArrowRight'])('is taken by %s as it is to be written, and said', (key) => {
    me.caret(0).type('kelp').press(key);
    expect(me.rows[0]).toBe('Otto: we use Kelpnet');
    expect(faint()).toBe(null);
    expect(me.announced).toEqual(['Kelpnet']);
    me.type(' now');
    expect(me.rows[0]).toBe('Otto: we use Kelpnet now');
  });

  it('is not taken by Enter, which makes a line', () => {
    me.caret(0).type('Kelp').press('Enter');
    expect(me.rows).toEqual(['Otto: we use Kelp', '', 'Otto: and']);
    expect(faint()).toBe(null);
  });

  it('may have several words and signs', () => {
    me.caret(0).type('data s').press('Tab');
    me.type(', say').press('Tab');
    expect(me.rows[0]).toBe('Otto: we use data sync, say "tide"');
  });

  it('keeps the marks of what was typed', () => {
    open(line({ id: 'a', ...otto }, 'we ', { type: 'text', text: 'use', marks: [{ type: 'bold' }] }));
    me.caret(0).type(' Kel').press('Tab');
    expect(me.blocks[0]?.content?.at(-1)).toMatchObject({ text: 'use Kelpnet', marks: [{ type: 'bold' }] });
  });

  it('gives back what was typed to Backspace, and to undo', () => {
    me.caret(0).type('kelp').press('Tab', 'Backspace');
    expect(me.rows[0]).toBe('Otto: we use kelp');
    me.press('Tab');
    expect(me.rows[0]).toBe('Otto: we use kelp');
    me.type(', Kel').press('Tab').type('!').press('Mod-z', 'Mod-z');
    expect(me.rows[0]).toBe('Otto: we use kelp, Kel');
  });

  it('goes with the next key, and Tab and → are then what they were', () => {
    me.caret(0).type('Kelp').caret(0, 2).press('Tab', 'ArrowRight');
    expect(me.rows[0]).toBe('Otto: we use Kelp');
    me.caret(0).press('Tab');
    expect(me.rows[0]).toBe('Otto: we use Kelp');
    me.caret(0, 0).press('Tab');
    expect(me.rows[0]).toBe('>Otto: we use Kelp');
  });

  it('does not come with a paste, with deleting, or inside a line', () => {
    me.caret(0).paste('Kelp');
    expect(faint()).toBe(null);
    me.type('x');
    const { head } = me.editor.state.selection;
    me.editor.view.dispatch(me.editor.state.tr.delete(head - 1, head));
    expect(faint()).toBe(null);
    me.caret(1, 0).type('so Kelp');
    expect(faint()).toBe(null);
  });

  it('does not stand in headings, in code, or where the notes are read-only', () => {
    open(item({ id: 'c' }, 'on '), { type: 'codeBlock', attrs: { id: 'd', language: null } }, line({ id: 'e', ...otto }, 'in ', { type: 'text', text: 'x', marks: [{ type: 'code' }] })); // prettier-ignore
    for (const block of [0, 1, 2]) {
      me.caret(block).type('Kelp');
      expect(faint()).toBe(null);
    }
    open(line({ id: 'a', ...otto }, 'we use '));
    me.readOnly = true;
    me.caret(0).type('Kelp');
    expect(faint()).toBe(null);
  });

  it('leaves the start of a line of nobody to the speakers', () => {
    open(line({ id: 'a' }), line({ id: 'b', ...otto }));
    me.caret(0).type('Kelp');
    expect(faint()).toBe(null);
    me.press('Tab');
    expect(me.rows[0]).toBe('Kelp');
    me.type(' and Kelp');
    expect(faint()).toBe('net');
    me.caret(1).type('Kelp');
    expect(faint()).toBe('net');
  });

  it('does not stand while an input method composes', () => {
    me.caret(0);
    me.editor.view.dom.dispatchEvent(new Event('compositionstart'));
    me.type('Kel');
    expect(faint()).toBe(null);
    me.editor.view.dom.dispatchEvent(new Event('compositionend'));
    me.type('p');
    expect(faint()).toBe('net');
  });

  it('stays while others write elsewhere, and goes when they write there', () => {
    const other = me.peer();
    me.caret(0).type('Kelp');
    other.caret(1).type(' more').press('Enter');
    expect(faint()).toBe('net');
    expect(faint(other)).toBe(null);
    other.caret(0).type('!');
    expect(faint()).toBe(null);
    other.destroy();
  });

  it('is the one that was used last', () => {
    open(line({ id: 'a', ...otto }, 'Kelpnet relay'), line({ id: 'b', ...otto }, 'a '));
    const relay = { form: 'Kelpnet relay', others: [], meaning: '' };
    me.call.set({ ...me.call.get(), terms: [...terms, relay] });
    me.caret(1).type('Kel');
    expect(faint()).toBe('pnet');
    me.press('Tab');
    expect(faint()).toBe(null);
  });
});

describe('the row that adds to the glossary', () => {
  const addTerm = (): boolean => addToGlossary(me.context)(me.editor.state, me.editor.view.dispatch);

  it('opens a panel with the selected words, or the word at the caret', () => {
    me.caret(0, 4);
    expect(addTerm()).toBe(true);
    me.editor.commands.setTextSelection({ from: 1, to: 7 });
    addTerm();
    me.editor.commands.selectAll();
    addTerm();
    expect(me.panels).toEqual(['use', 'we use', ''].map((form) => ({ kind: 'term', form })));
  });

  it('does nothing for those who may not', () => {
    me.call.set({ status: 'live', terms, mayAddTerms: false });
    expect(addTerm()).toBe(false);
    expect(me.panels).toEqual([]);
  });
});

describe('corrections', () => {
  const offers = (): string[] => termOffers(me.editor.state.doc, me.context).map(({ text }) => text);
  const blocks = () => [
    line(
      { id: 'a', ...otto },
      'the ',
      { type: 'text', text: 'calp net', marks: [{ type: 'bold' }] },
      ' and kelpnet',
    ),
    line({ id: 'b', ...otto }, 'in ', { type: 'text', text: 'kelpnet', marks: [{ type: 'code' }] }, ' Kelpnet, ', { type: 'gap', attrs: { id: 'g', at: null, text: '…' } }, ' datasync'), // prettier-ignore
  ];

  it('are offered in review alone', () => {
    open(...blocks());
    expect(offers()).toEqual([]);
    me.call.set({ status: 'review', terms, mayAddTerms: true });
    expect(offers()).toEqual([
      '“Kelpnet” for “calp net”?',
      '“Kelpnet” for “kelpnet”?',
      '“data sync” for “datasync”?',
    ]);
    me.call.set({ status: 'published', terms, mayAddTerms: true });
    expect(offers()).toEqual([]);
  });

  it('replace exactly the words they are about, with their marks, and undo gives them back', () => {
    vi.useFakeTimers();
    open(...blocks());
    me.call.set({ status: 'review', terms, mayAddTerms: true });
    vi.advanceTimersByTime(2000);
    vi.useRealTimers();
    const before = me.rows;
    const ids = openOffers(me.editor.state).map(({ offer }) => offer.id);
    expect(ids).toHaveLength(3);
    for (const id of ids) {
      const { view } = me.editor;
      acceptOffer(me.context, id)(view.state, view.dispatch, view);
    }
    expect(me.rows).toEqual(['Otto: the Kelpnet and Kelpnet', 'Otto: in kelpnet Kelpnet, ‹…› data sync']);
    expect(me.blocks[0]?.content?.[1]).toMatchObject({ text: 'Kelpnet', marks: [{ type: 'bold' }] });
    expect(openOffers(me.editor.state)).toEqual([]);
    expect(me.announced.at(-1)).toBe('Accepted: “data sync” for “datasync”.');
    me.press('Mod-z', 'Mod-z', 'Mod-z');
    expect(me.rows).toEqual(before);
  });

  it('still find their words when somebody wrote before them, and do nothing once they are gone', () => {
    open(line({ id: 'a', ...otto }, 'see kelpnet'));
    me.call.set({ status: 'review', terms, mayAddTerms: true });
    const [offer] = termOffers(me.editor.state.doc, me.context);
    me.caret(0, 0).type('so ');
    const run = (): boolean =>
      offer?.accept?.(me.editor.state, me.editor.view.dispatch, me.editor.view) ?? false;
    expect(run()).toBe(true);
    expect(me.rows).toEqual(['Otto: so see Kelpnet']);
    expect(run()).toBe(false);
  });
});
