import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { plainNotes } from '#components/editor/collab/plain-notes.ts';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import { gap, item, line, notes, stamp, text } from '#tests/support/notes-factory.ts';

describe('the notes as plain text, for whoever cannot save them', () => {
  it('have every word, name, gap and time', () => {
    const doc = new Y.Doc();
    const content = notes(
      item({ level: 1 }, 'Build'),
      item({ level: 2 }, 'Caches'),
      line(
        { speaker: 'p_1', speakerName: 'Odile' },
        stamp('14:12'),
        ' it is ',
        text('slow', { type: 'bold' }),
        gap(),
      ),
      line({}, 'ask ', { type: 'mention', attrs: { person: null, name: 'Otto' } }),
      { type: 'codeBlock', attrs: { id: null, language: null }, content: [text('make\nmake test')] },
    );
    Y.applyUpdate(doc, createNotesUpdate(content, 'lineage-1'));
    expect(plainNotes(doc)).toBe('# Build\n\n## Caches\nOdile: 14:12 it is slow…\nask Otto\nmake\nmake test');
  });

  it('have the text of nodes that this page does not know', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, createNotesUpdate(notes(line({}, 'known')), 'lineage-1'));
    const poll = new Y.XmlElement('poll');
    doc.getXmlFragment('notes').push([poll]);
    poll.push([new Y.XmlText('shall we ship')]);
    expect(plainNotes(doc)).toBe('known\nshall we ship');
  });
});
