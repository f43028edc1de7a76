import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { seededRandom } from './random.ts';

const people = [901, 902, 903];
const charactersPerLine = 98;
const words = 'the notes of this call say what was decided about gas limits and who will do it by when'.split(
  ' ',
);
const typosPerWord = 0.28;

/** A note that three people typed by turns with typing mistakes taken back, as an update of about 2.5 times its text. */
export function noteOf(characters: number): Uint8Array {
  const random = seededRandom(characters);
  const doc = new Y.Doc();
  const fragment = notesFragment(doc);
  let written = 0;
  for (let number = 0; written < characters; number += 1) {
    const text = newLine(doc, fragment, number);
    while (text.length < charactersPerLine) {
      if (random() < 0.1) doc.clientID = people[Math.floor(random() * people.length)] ?? 901;
      const word = `${words[Math.floor(random() * words.length)] ?? ''} `;
      if (random() < typosPerWord) {
        const at = Math.floor(random() * word.length);
        text.insert(text.length, `${word.slice(0, at)}x`);
        text.delete(text.length - 1, 1);
        text.insert(text.length, word.slice(at));
      } else text.insert(text.length, word);
    }
    written += text.length;
  }
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function newLine(doc: Y.Doc, fragment: Y.XmlFragment, number: number): Y.XmlText {
  doc.clientID = people[number % people.length] ?? 901;
  return doc.transact(() => {
    const line = new Y.XmlElement('line');
    line.setAttribute('id', `n${String(number)}`);
    const text = new Y.XmlText();
    line.insert(0, [text]);
    fragment.insert(fragment.length, [line]);
    return text;
  });
}
