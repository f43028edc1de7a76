import { expect, test } from './support/fixtures.ts';
import { ALT, CTRL, InputMethod } from './support/input-method.ts';

// Several browsers and commands at once: on a busy machine that takes its time.
test.slow();

test.describe('while an input method composes', () => {
  test('Enter that commits makes no line, and Tab takes no speaker', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    const method = await InputMethod.of(page);
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

  test('no chord runs, and the leader is no key of it', async ({ newNotes }) => {
    const notes = await newNotes('participant');
    const { page } = notes;
    const method = await InputMethod.of(page);
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

  test('no line moves, and the same keys move it afterwards', async ({ newNotes }) => {
    const notes = await newNotes('participant', { rows: ['one', 'two', 'three'] });
    const method = await InputMethod.of(notes.page);
    await notes.toRow(1);
    await method.compose('に');
    for (const arrow of ['ArrowUp', 'ArrowDown']) {
      await method.keyInComposition(arrow, arrow, ALT);
      // Some input methods let keys through that they have no use for.
      await method.key({ key: arrow, code: arrow, keyCode: arrow === 'ArrowUp' ? 38 : 40, modifiers: ALT });
      await notes.shows(['one', 'twoに', 'three']);
    }
    await method.commit('二');
    await notes.shows(['one', 'two二', 'three']);

    await notes.press('Alt+ArrowUp');
    await notes.shows(['two二', 'one', 'three']);
    await notes.press('Alt+ArrowDown', 'Alt+ArrowDown');
    await notes.shows(['one', 'three', 'two二']);
    await notes.type('!');
    await notes.shows(['one', 'three', 'two二!']);
  });

  test('Enter above a line that somebody else types makes none, and afterwards one below theirs', async ({
    newNotes,
    openNotes,
  }) => {
    const mine = await newNotes('participant', { rows: ['one', 'two', 'three'] });
    const theirs = await openNotes('participant', mine.call, { who: 'femke' });
    const method = await InputMethod.of(mine.page);
    await mine.toRow(0);
    await theirs.toRow(1);
    await theirs.type('?');
    await expect(mine.row(1).locator('.cn-writing')).toBeVisible();
    await method.compose('に');
    await method.keyInComposition('Enter');
    await theirs.type('?');
    await mine.shows(['oneに', 'two??', 'three']);
    await method.commit('二');
    await mine.shows(['one二', 'two??', 'three']);

    await theirs.type('?');
    await expect(mine.row(1).locator('.cn-writing')).toBeVisible();
    await mine.press('Enter');
    await mine.type('below');
    await theirs.type('.');
    for (const notes of [mine, theirs]) await notes.shows(['one二', 'two???.', 'below', 'three']);
  });

  test('no offer is answered, and the same chords answer it afterwards', async ({ newNotes }) => {
    const asked = ['Milo: can someone check the index?', 'Otto: I’ll check it'];
    const notes = await newNotes('notetaker', { rows: [...asked, 'Milo: thanks'] });
    const offers = notes.page.locator('.cn-offer');
    const method = await InputMethod.of(notes.page);
    await expect(offers).toHaveCount(1);
    for (const chord of ['y', 'x']) {
      await method.compose('に');
      await method.keyInComposition('.', 'Period', CTRL);
      await method.keyInComposition(chord, `Key${chord.toUpperCase()}`);
      await method.commit('');
      // The leader before the composition, its key in it.
      await notes.press('Control+.');
      await method.compose('に');
      await method.keyInComposition(chord, `Key${chord.toUpperCase()}`);
      await method.commit('');
      await notes.shows([...asked, 'Milo: thanks']);
      await expect(offers).toHaveCount(1);
    }

    await notes.press('Control+.', 'y');
    await notes.shows([asked[0] ?? '', '(action) Otto: I’ll check it', 'Milo: thanks']);
    await expect(offers).toHaveCount(0);
    await notes.press('Control+z');
    await notes.shows([...asked, 'Milo: thanks']);
    await expect(offers).toHaveCount(1);
    await notes.press('Control+.', 'x');
    await expect(offers).toHaveCount(0);
    await notes.shows([...asked, 'Milo: thanks']);
  });
});

test('a dead key types its letter and AltGr its sign, and neither is a key of the table', async ({
  newNotes,
}) => {
  const notes = await newNotes('participant');
  const { page } = notes;
  const method = await InputMethod.of(page);
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

test('a chord is the letter on the key where a layout has no Latin letters', async ({ newNotes }) => {
  const notes = await newNotes('participant');
  const { page } = notes;
  const method = await InputMethod.of(page);
  await method.commit('привет');
  await method.key({ key: 'ю', code: 'Period', keyCode: 190, modifiers: CTRL });
  await method.key({ key: 'в', code: 'KeyD', keyCode: 68, text: 'в' });
  await notes.shows(['(decision) привет']);
  await method.key({ key: 'в', code: 'KeyD', keyCode: 68, text: 'в' });
  await notes.shows(['(decision) приветв']);
});
