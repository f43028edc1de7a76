import { expect } from 'vitest';
import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { edit, syncStep2, update, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { addLine } from '#tests/protocol/support/typing.ts';
import { attack, pause, type Attacked } from './support/attack.ts';

/** A change that a browser never makes ends the socket, and nobody ever sees any of it. */
async function refused(at: Attacked, change: (doc: Y.Doc) => void, witness: RawClient): Promise<void> {
  const before = Y.encodeStateVector(witness.doc);
  for (const kind of [update, syncStep2]) {
    const mallory = await at.synced('mallory');
    mallory.send(kind(edit(mallory, change)));
    expect(await mallory.closed).toMatchObject({ code: 4400 });
  }
  await pause(50);
  expect(Y.encodeStateVector(witness.doc)).toEqual(before);
}

attack('[A34] deep-nesting: 30,000 nested elements never reach the document', async (at) => {
  const witness = await at.synced('asel');
  await refused(at, (doc) => {
    let parent: Y.XmlFragment = notesFragment(doc);
    for (let depth = 0; depth < 30_000; depth += 1) {
      const child = new Y.XmlElement('line');
      parent.insert(0, [child]);
      parent = child;
    }
  }, witness); // prettier-ignore
});

attack('[A34] root-spam: 10,000 roots in one frame never reach the document', async (at) => {
  const witness = await at.synced('asel');
  await refused(at, (doc) => {
    for (let root = 0; root < 10_000; root += 1) doc.getMap(`r${String(root)}`).set('a', 1);
  }, witness); // prettier-ignore
});

const junk: Record<string, (line: Y.XmlElement) => void> = {
  'a script node': (line) => {
    line.insert(0, [new Y.XmlElement('script')]);
  },
  'an attribute that runs': (line) => {
    line.setAttribute('onclick', 'alert(1)');
  },
  'an object as an attribute': (line) => {
    line.setAttribute('speaker', { a: [1] } as unknown as string);
  },
  'a link that runs': (line) => {
    const text = new Y.XmlText('click');
    line.insert(0, [text]);
    text.format(0, 5, { link: { href: 'javascript:alert(1)' } });
  },
  'an embed': (line) => {
    const text = new Y.XmlText('x');
    line.insert(0, [text]);
    text.insertEmbed(0, { src: 'x' });
  },
  'a document in the document': (line) => {
    line.setAttribute('id', new Y.Doc() as unknown as string);
  },
};

attack('[A34] schema-junk: what notes never have never reaches the document', async (at) => {
  const witness = await at.synced('asel');
  for (const change of Object.values(junk)) {
    await refused(at, (doc) => {
      const line = new Y.XmlElement('line');
      notesFragment(doc).insert(0, [line]);
      change(line);
    }, witness); // prettier-ignore
  }
});

attack(
  '[A35] clientid-squat: what a colleague typed offline arrives, whoever claimed its clocks',
  async (at) => {
    const asel = await at.synced('asel');
    asel.send(syncStep2(Y.encodeStateAsUpdate(asel.doc)));
    asel.send(update(edit(asel, (doc) => {
    addLine(doc, 'online', 'line-online');
  }))); // prettier-ignore
    await expect.poll(() => asel.saved()).toBe(2);
    asel.ws.terminate();
    const { clientID } = asel.doc;
    const next = Y.getState(asel.doc.store, clientID);
    addLine(asel.doc, 'typed offline', 'line-offline');

    const gone = new Y.Doc();
    gone.clientID = clientID;
    const filler = gone.getXmlFragment('notes');
    while (Y.getState(gone.store, clientID) < next + 40) filler.insert(0, [new Y.XmlElement('line')]);
    filler.delete(0, filler.length);
    const forged = Y.encodeStateAsUpdate(gone, Y.encodeStateVector(asel.doc));
    for (const kind of [update, syncStep2]) {
      const mallory = await at.synced('mallory');
      mallory.send(syncStep2(Uint8Array.of(0, 0)));
      mallory.send(kind(forged));
      await Promise.race([mallory.closed, pause(1_500)]);
      mallory.ws.terminate();
    }

    const back = await at.synced('asel');
    back.send(syncStep2(Y.encodeStateAsUpdate(asel.doc, Y.encodeStateVector(back.doc))));
    const witness = await at.synced('bruno');
    await expect.poll(() => witness.text()).toContain('typed offline');
  },
);
