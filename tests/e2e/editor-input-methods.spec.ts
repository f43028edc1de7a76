import { expect, test } from './support/fixtures.ts';
import { InputMethod } from './support/input-method.ts';
import { NotesPage } from './support/notes-page.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

const CTRL = 2;
const ALT = 1;

test.describe('while an input method composes', () => {
  test('Enter that commits makes no line, and Tab takes no speaker', async ({ newCall, signedInPage }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    const method = await InputMethod.of(page);
    await notes.clear();
    await notes.type('Milo: one');
    await notes.press('Enter');
    await notes.type('Milou: two');
    await notes.press('Enter');

    await method.compose('かいぎ');
    await method.keyInComposition('Tab');
    await method.keyInComposition('Backspace');
    await method.keyInComposition('Escape');
    await method.compose('会議');
    await method.keyInComposition('Enter');
    await method.commit('会議');
    await notes.shows(['Milo: one', 'Milou: two', '会議']);
    await expect(notes.text).toBeFocused();

    // When it is done, the keys are the notes' again.
    await notes.press('Enter', 'Tab');
    await notes.type('three');
    await notes.shows(['Milo: one', 'Milou: two', '会議', 'Milou: three']);
    await notes.saved();
  });

  test('no chord runs, and the leader is no key of it', async ({ newCall, signedInPage }) => {
    const call = await newCall();
    const page = await signedInPage('participant', call);
    const notes = await NotesPage.open(page, call);
    const method = await InputMethod.of(page);
    await notes.clear();
    await notes.type('one');
    await method.compose('に');
    await method.keyInComposition('.', 'Period');
    await method.keyInComposition('a', 'KeyA');
    await method.commit('二');
    await notes.press('Control+.');
    await method.keyInComposition('Process', 'KeyA');
    await notes.shows(['one二']);
    await notes.press('d');
    await notes.shows(['(decision) one二']);
  });
});

test('a dead key types its letter and AltGr its sign, and neither is a key of the table', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const page = await signedInPage('participant', call);
  const notes = await NotesPage.open(page, call);
  const method = await InputMethod.of(page);
  await notes.clear();
  await notes.type('caf');
  await method.key({ key: 'Dead', code: 'BracketLeft', keyCode: 229 });
  await method.compose('´');
  await method.commit('é');
  await notes.shows(['café']);
  // After the leader too, and the chord is still awaited.
  await notes.press('Control+.');
  await method.key({ key: 'Dead', code: 'KeyA', keyCode: 229 });
  await notes.press('q');
  await notes.shows(['(question) café']);

  // AltGr as Windows says it: Ctrl, Alt and AltGraph, with the sign that it types. DevTools cannot hold AltGraph.
  const altGr = (key: string, code: string): Promise<boolean> =>
    notes.text.evaluate(
      (text, press) =>
        text.dispatchEvent(
          new KeyboardEvent('keydown', {
            ...press,
            ctrlKey: true,
            altKey: true,
            modifierAltGraph: true,
            bubbles: true,
            cancelable: true,
          }),
        ),
      { key, code },
    );
  for (const [key, code] of [
    ['1', 'Digit1'],
    ['2', 'Digit2'],
    ['0', 'Digit0'],
    ['€', 'KeyE'],
  ] as const) {
    expect(await altGr(key, code)).toBe(true);
  }
  await notes.press('Control+.');
  expect(await altGr('ą', 'KeyA')).toBe(true);
  await notes.press('Escape');
  await notes.shows(['(question) café']);
  // The same keys without AltGr are the table's.
  await method.key({ key: '1', code: 'Digit1', keyCode: 49, modifiers: CTRL | ALT });
  await notes.shows(['1 café']);
});

test('a chord is the letter on the key where a layout has no Latin letters', async ({
  newCall,
  signedInPage,
}) => {
  const call = await newCall();
  const page = await signedInPage('participant', call);
  const notes = await NotesPage.open(page, call);
  const method = await InputMethod.of(page);
  await notes.clear();
  await method.commit('привет');
  await method.key({ key: 'ю', code: 'Period', keyCode: 190, modifiers: CTRL });
  await method.key({ key: 'в', code: 'KeyD', keyCode: 68, text: 'в' });
  await notes.shows(['(decision) привет']);
  await method.key({ key: 'в', code: 'KeyD', keyCode: 68, text: 'в' });
  await notes.shows(['(decision) приветв']);
});
