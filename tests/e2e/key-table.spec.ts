import { ALT, InputMethod, SHIFT } from './support/input-method.ts';
import { expect, test } from './support/fixtures.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const start = ['Milo: is it done', 'Milou: nearly'];

type Row = {
  situation: string;
  /** What is typed and pressed on a new line under the two that stand there; `key` runs the row. */
  typed: string;
  key: string;
  /** What then stands there. */
  rows: string[];
  /** What then stands above it, where that is not what stood there. */
  above?: string[];
};

const table: Row[] = [
  { situation: 'a reply by the one before', typed: '', key: 'Tab', rows: ['Milo: '] },
  { situation: 'a regular, by number', typed: '2', key: 'Tab', rows: ['Milou: '] },
  { situation: 'anyone else, by letters', typed: 'mi', key: 'Tab', rows: ['Milou: '] },
  { situation: 'an unknown voice', typed: '?', key: 'Tab', rows: ['Unknown 1: '] },
  { situation: 'an exact name that begins another', typed: 'milo', key: ':', rows: ['Milo: '] },
  { situation: 'somebody new', typed: 'Femke Vos', key: ':', rows: ['Femke Vos: '] },
  { situation: 'the same speaker, a new thought', typed: 'Otto: one', key: 'Shift+Enter', rows: ['Otto: one', 'Otto: '] },
  { situation: 'nobody', typed: 'just typed', key: 'Enter', rows: ['just typed', ''] },
  { situation: 'something missed', typed: '..', key: '.', rows: ['...'] },
  { situation: 'a clock time at the start', typed: '14:12', key: 'Space', rows: ['14:12 '] },
  { situation: 'an earlier word', typed: 's/nearly/almost/', key: 'Enter', rows: [''], above: ['Milo: is it done', 'Milou: almost'] },
  { situation: 'a line in the wrong place', typed: 'Otto: earlier', key: 'Alt+ArrowUp', rows: ['Milou: nearly'], above: ['Milo: is it done', 'Otto: earlier'] },
  { situation: 'a line that is a speaker already', typed: 'Otto:', key: 'Backspace', rows: ['Otto:'] },
]; // prettier-ignore

test('each row of the key table does what it says, with other rows around it', async ({
  openNotes,
  newCall,
}) => {
  const call = await newCall();
  const notes = await openNotes('participant', call);
  for (const { situation, typed, key, rows, above = start } of table) {
    await test.step(situation, async () => {
      await begin(notes);
      // Who is named by number has one first: the roster learns of new people when the notes are read.
      if (/^\d$/u.test(typed)) await expect(number(notes, 1)).toHaveText(typed, { timeout: 30_000 });
      await notes.type(typed);
      await notes.press(key);
      await notes.shows([...above, ...rows]);
      await expect(notes.text).toBeFocused();
    });
  }
});

test('no row of the key table does anything while an input method composes', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const page = await signedInPage('participant', call);
  const notes = await NotesPage.open(page, call);
  const method = await InputMethod.of(page);
  for (const { situation, typed, key } of table) {
    await test.step(situation, async () => {
      const text = typed === '' ? 'に' : typed;
      await begin(notes);
      await method.compose(text);
      await notes.shows([...start, text]);
      await method.keyInComposition(...keyOf(key));
      // A sign that ends a name or a gap comes with the words, as one text.
      const whole = key.length === 1 ? text + key : text;
      await method.commit(whole);
      await notes.shows([...start, whole]);
      expect(await notes.text.locator('.cn-gap, .cn-stamp').count()).toBe(0);
      await expect(notes.text).toBeFocused();
    });
  }
});

const number = (notes: NotesPage, row: number) => notes.row(row).locator('.cn-person-number').first();

/** Two people have spoken, and the caret stands on a new line under them. */
async function begin(notes: NotesPage): Promise<void> {
  await notes.clear();
  await notes.type(start[0] ?? '');
  await notes.press('Enter');
  await notes.type(start[1] ?? '');
  await notes.press('Enter');
}

/** The key as an input method passes it on, its place on the keyboard, and what is held with it. */
function keyOf(key: string): [string, string, number?] {
  const named: Record<string, [string, string, number?]> = {
    ':': [':', 'Semicolon'],
    '.': ['.', 'Period'],
    Space: [' ', 'Space'],
    'Shift+Enter': ['Enter', 'Enter', SHIFT],
    'Alt+ArrowUp': ['ArrowUp', 'ArrowUp', ALT],
  };
  return named[key] ?? [key, key];
}
