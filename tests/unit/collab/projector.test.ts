import { expect, test } from 'vitest';
import { CollabFigures } from '#server/collab/collab-figures.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { Projector } from '#server/collab/projector.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { ManualClock, turns } from '#tests/protocol/support/manual-clock.ts';

test('[R25] what was captured for a commit that failed never stands for a later one that holds more', async () => {
  const clock = new ManualClock();
  const projected: { text: string; logPosition: bigint }[] = [];
  const log = { position: null as bigint | null, text: 'first' };
  const projector = new Projector({
    callId: 'call',
    clock,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    limits: defaultLimits,
    figures: new CollabFigures(),
    project: ({ notes: { content }, logPosition }) => {
      const [part] = content[0]?.content ?? [];
      projected.push({ text: part?.type === 'text' ? part.text : '', logPosition });
      return Promise.resolve();
    },
    notes: () => notes(line({ id: 'a' }, log.text)),
    position: () => log.position,
  });
  projector.changed();
  await clock.advance(defaultLimits.projectQuietMs);

  // The first commit takes everything and fails; when it is tried again there is more than one commit takes.
  projector.cut(true);
  log.text = 'first, second and third';
  projector.changed();
  projector.cut(false);
  projector.committed(2n);
  await turns(5);
  expect(projected).toEqual([]);

  projector.cut(true);
  log.position = 3n;
  projector.committed(3n);
  await turns(5);
  expect(projected).toEqual([{ text: 'first, second and third', logPosition: 3n }]);
  projector.destroy();
});
