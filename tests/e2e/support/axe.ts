import type { Page } from '@playwright/test';
import axeCore from 'axe-core';

type Violation = { id: string; nodes: { target: unknown[]; failureSummary?: string }[] };
type Axe = { run: (options: object) => Promise<{ violations: Violation[] }> };

/** A changed theme reaches what inherits its colour one level a frame: all colours are ever so short transitions here. */
const SETTLE_MS = 3_000;

/** What axe finds wrong with a page as it stays, one sentence each; empty when it finds nothing. */
export async function axeFindings(page: Page): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  if (!loaded) await page.evaluate(axeCore.source);
  const latest = Date.now() + SETTLE_MS;
  for (;;) {
    await page.evaluate(
      async () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    const found = await findingsNow(page);
    if (found.length === 0 || Date.now() > latest) return found;
  }
}

async function findingsNow(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run({ runOnly: tags })).violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}
