import type { ReadBlock } from './read-types.ts';
import type { SourceLine } from './scan-lines.ts';

/** The lines of the source that stand in the intro, in a block or in the outro. */
export function placedLines(
  lines: readonly SourceLine[],
  blocks: readonly ReadBlock[],
  introEnd: number | null,
  outroStart: number | null,
): Set<number> {
  const placed = new Set(blocks.flatMap((block) => block.sourceLines));
  for (const line of lines) {
    const above = line.number < (introEnd ?? Infinity);
    const below = outroStart !== null && line.number >= outroStart;
    if (!line.blank && (above || below)) placed.add(line.number);
  }
  return placed;
}
