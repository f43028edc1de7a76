// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { openEverybody, until } from '#tests/chaos/convergence/open-everybody.ts';
import { RoomInMemory } from '#tests/chaos/convergence/room-in-memory.ts';
import type { Typist } from '#tests/chaos/convergence/typist.ts';
import { line, notes } from '#tests/support/notes-factory.ts';

let ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});

async function open(): Promise<{ room: RoomInMemory; tabs: Typist[] }> {
  const room = new RoomInMemory(notes(line({ id: 'a' }, 'imported one'), line({ id: 'b' }, 'imported two')));
  await room.start();
  ends.push(() => room.stop('clean'));
  const tabs = await openEverybody(room, room.address.port);
  ends.push(() => {
    for (const tab of tabs) tab.destroy();
  });
  return { room, tabs };
}

test('[A8] five tabs that open imported notes at once show every paragraph once', async () => {
  const { tabs } = await open();
  for (const { editor } of tabs) expect(editor.rows).toEqual(['imported one', 'imported two']);
});

test('[A8] twenty ends of the server under five stale tabs leave every paragraph once', async () => {
  const { room, tabs } = await open();
  const expected = ['imported one', 'imported two'];
  for (let round = 0; round < 20; round += 1) {
    await room.stop(round % 2 === 0 ? 'crash' : 'clean');
    const tab = tabs[round % tabs.length];
    // Typed while nobody can hear it.
    tab?.editor
      .caret(tab.editor.blocks.length - 1)
      .press('Enter')
      .type(`paragraph ${String(round)}`);
    expected.push(`paragraph ${String(round)}`);
    await room.start();
    for (const { session } of tabs) session.retryNow();
    await until(() => tabs.every((each) => each.isSaved && each.editor.rows.length === expected.length));
  }
  for (const { editor } of tabs) expect(editor.rows).toEqual(expected);
});
