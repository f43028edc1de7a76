import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Schema } from '@tiptap/pm/model';
import { updateYFragment } from '@tiptap/y-tiptap';
import { array, assert, constantFrom, integer, property, record } from '#tests/support/fast-check.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { toNotesJson } from '#lib/notes/import/to-notes-json.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { noteSchema } from '#lib/notes/schema/index.ts';
import { createNotesUpdate, notesFragment } from '#lib/notes/ydoc.ts';
import { knownDocument } from '#server/collab/known-document.ts';
import { browserGrammar, noteGrammar, type NoteGrammar } from '#server/collab/note-grammar.ts';
import { scanUpdate } from '#server/collab/update-scanner.ts';
import { anyNotes } from '#tests/unit/notes/notes-arbitrary.ts';
import { notesOf } from './support/start-collab.ts';

const first = createNotesUpdate(notesOf('begin'), 'lineage-1');

/** A server's document that takes only what the scanner lets through. */
class Gate {
  readonly doc = begun();

  take(update: Uint8Array, grammar: NoteGrammar = browserGrammar): void {
    expect(scanUpdate(update, knownDocument(this.doc), grammar).missing).toBe(false);
    Y.applyUpdate(this.doc, update);
  }
}

/** Somebody's page: notes are written by the editor's own binding, with its undo. */
class Page {
  readonly doc = begun();
  readonly updates: Uint8Array[] = [];
  private readonly undos = new Y.UndoManager(notesFragment(this.doc), {
    trackedOrigins: new Set(['key']),
    captureTimeout: 0,
  });

  constructor() {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'heard') this.updates.push(update);
    });
  }

  write(notes: NotesJson): void {
    const node = noteSchema.nodeFromJSON(notes);
    this.doc.transact(() => {
      const meta = { mapping: new Map(), isOMark: new Map() };
      updateYFragment(this.doc, notesFragment(this.doc), node, meta);
    }, 'key');
  }

  undo(): void {
    this.undos.undo();
  }

  redo(): void {
    this.undos.redo();
  }
}

function begun(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, first);
  return doc;
}

const step = record({
  who: integer({ min: 0, max: 1 }),
  kind: constantFrom('write', 'write', 'write', 'undo', 'redo', 'hear'),
  notes: anyNotes,
});

test('[R18][A34] all that the editor writes passes, with undo, and told one by one or at once', () => {
  assert(
    property(array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const pages = [new Page(), new Page()];
      const gate = new Gate();
      for (const { who, kind, notes } of steps) {
        const page = pages[who] ?? new Page();
        if (kind === 'write') page.write(notes);
        else if (kind === 'undo') page.undo();
        else if (kind === 'redo') page.redo();
        else {
          for (const other of pages) Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(other.doc), 'heard');
          if (who === 0) gate.take(Y.encodeStateAsUpdate(page.doc));
        }
        if (who === 0) for (const update of pages[0]?.updates.splice(0) ?? []) gate.take(update);
      }
      // The other one was away all the time.
      for (const page of pages) {
        gate.take(Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(gate.doc)));
        gate.take(Y.encodeStateAsUpdate(page.doc));
        new Gate().take(Y.encodeStateAsUpdate(gate.doc));
      }
    }),
    { numRuns: 80 },
  );
});

const folders = [path.resolve('tests/fixtures/notes'), process.env['CALLNOTES_CORPUS'] ?? ''];
const files = folders.flatMap((folder) =>
  folder === '' || !existsSync(folder)
    ? []
    : readdirSync(folder)
        .filter((name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md')
        .map((name) => path.join(folder, name)),
);

test.each(files)('[R18] real notes pass, whole and block by block: %s', (file) => {
  const read = readNotes(readFileSync(file, 'utf8'), { fileName: path.basename(file) });
  const { notes } = toNotesJson(read, { personId: (name) => name, newId: randomUUID });
  const page = new Page();
  page.write(notes);
  new Gate().take(Y.encodeStateAsUpdate(page.doc));
  const slow = new Page();
  const gate = new Gate();
  for (let blocks = 1; blocks <= notes.content.length; blocks += 1 + Math.floor(blocks / 8)) {
    slow.write({ ...notes, content: notes.content.slice(0, blocks) });
    if (blocks % 3 === 0) slow.undo();
    for (const update of slow.updates.splice(0)) gate.take(update);
  }
});

/** The update that `change` makes of a begun document. */
function written(change: (fragment: Y.XmlFragment, doc: Y.Doc) => void): Uint8Array {
  const doc = begun();
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    change(notesFragment(doc), doc);
  });
  return Y.encodeStateAsUpdate(doc, before);
}

function lineOf(fragment: Y.XmlFragment): Y.XmlElement {
  return fragment.get(0) as Y.XmlElement;
}

function textOf(fragment: Y.XmlFragment): Y.XmlText {
  return lineOf(fragment).get(0) as Y.XmlText;
}

const junk: Record<string, (fragment: Y.XmlFragment, doc: Y.Doc) => void> = {
  'another root': (_, doc) => doc.getText('mine').insert(0, 'x'),
  'an array as a root': (_, doc) => doc.getArray('list').insert(0, [1]),
  'a node that notes never have': (fragment) => {
    fragment.insert(0, [new Y.XmlElement('script')]);
  },
  'text between the lines': (fragment) => {
    fragment.insert(0, [new Y.XmlText('x')]);
  },
  'a line in a line': (fragment) => {
    lineOf(fragment).insert(0, [new Y.XmlElement('line')]);
  },
  'a mention between the lines': (fragment) => {
    fragment.insert(0, [new Y.XmlElement('mention')]);
  },
  'an attribute that lines never have': (fragment) => {
    lineOf(fragment).setAttribute('onclick', 'x');
  },
  'an attribute of another node': (fragment) => {
    lineOf(fragment).setAttribute('minutes', '5');
  },
  'an attribute that is an object': (fragment) => {
    lineOf(fragment).setAttribute('speaker', { deep: [1] } as unknown as string);
  },
  'an attribute that is bytes': (fragment) => {
    lineOf(fragment).setAttribute('speaker', Uint8Array.of(1) as unknown as string);
  },
  'an attribute that is a type': (fragment) => {
    lineOf(fragment).setAttribute('speaker', new Y.XmlText() as unknown as string);
  },
  'an object over an attribute': (fragment) => {
    lineOf(fragment).setAttribute('id', { deep: [1] } as unknown as string);
  },
  'an attribute of a text': (fragment) => {
    textOf(fragment).setAttribute('style', 'x');
  },
  'an embed': (fragment) => {
    textOf(fragment).insertEmbed(0, { image: 'x' });
  },
  'an embedded type': (fragment) => {
    textOf(fragment).insertEmbed(0, new Y.XmlElement('line'));
  },
  'a mark that notes never have': (fragment) => {
    textOf(fragment).format(0, 2, { color: { value: 'red' } });
  },
  'a mark with an attribute it never has': (fragment) => {
    textOf(fragment).format(0, 2, { link: { href: 'https://a.example', onclick: 'x' } });
  },
  'a mark that is no object': (fragment) => {
    textOf(fragment).format(0, 2, { bold: 'yes' });
  },
  'a mark with an object in it': (fragment) => {
    textOf(fragment).format(0, 2, { link: { href: { deep: 1 } } });
  },
  'a link that would run': (fragment) => {
    textOf(fragment).format(0, 2, { link: { href: ' java\nscript:alert(1)' } });
  },
  'a document in the document': (fragment) => {
    lineOf(fragment).setAttribute('id', new Y.Doc() as unknown as string);
  },
  'an array type': (fragment) => {
    lineOf(fragment).setAttribute('id', new Y.Array() as unknown as string);
  },
};

test.each(Object.keys(junk))('[A34][R18] %s is refused', (name) => {
  const change = junk[name] ?? (() => undefined);
  expect(() => scanUpdate(written(change), knownDocument(begun()), browserGrammar)).toThrow(/./u);
});

test('[A34][R18] nodes nest at most 40 deep, whatever the schema would allow', () => {
  const deep = new Schema({
    nodes: {
      doc: { content: 'line+' },
      line: { content: 'line*', attrs: { id: { default: null } } },
      text: {},
    },
  });
  const grammar = noteGrammar(deep, browserGrammar.notesRoot, browserGrammar.frozenRoot);
  const nested = (levels: number): Uint8Array =>
    written((fragment) => {
      let parent: Y.XmlFragment = fragment;
      for (let level = 0; level < levels; level += 1) {
        const child = new Y.XmlElement('line');
        parent.insert(0, [child]);
        parent = child;
      }
    });
  new Gate().take(nested(40), grammar);
  expect(() => scanUpdate(nested(41), knownDocument(begun()), grammar)).toThrow('never have it');
  // One node at a time, each in the one before.
  const gate = new Gate();
  let parent: Y.XmlFragment = notesFragment(gate.doc);
  const page = begun();
  expect(() => {
    for (let level = 0; level < 60; level += 1) {
      const before = Y.encodeStateVector(page);
      const holder: Y.XmlFragment = level === 0 ? notesFragment(page) : parent;
      parent = new Y.XmlElement('line');
      holder.insert(0, [parent as Y.XmlElement]);
      gate.take(Y.encodeStateAsUpdate(page, before), grammar);
    }
  }).toThrow('never have it');
});

test('[R18] a schema that learns a node or an attribute allows it from then on', () => {
  const { nodes, marks } = noteSchema.spec;
  const learned = new Schema({
    nodes: nodes.addToEnd('poll', { group: 'block', content: 'inline*', attrs: { question: {} } }),
    marks: marks.addToEnd('highlight', { attrs: { color: {} } }),
  });
  const update = written((fragment) => {
    const poll = new Y.XmlElement('poll');
    poll.setAttribute('question', 'Lunch?');
    const text = new Y.XmlText('here');
    poll.insert(0, [text]);
    fragment.insert(1, [poll]);
    text.format(0, 2, { highlight: { color: 'red' } });
  });
  expect(() => scanUpdate(update, knownDocument(begun()), browserGrammar)).toThrow(/./u);
  const grammar = noteGrammar(learned, browserGrammar.notesRoot, browserGrammar.frozenRoot);
  new Gate().take(update, grammar);
});
