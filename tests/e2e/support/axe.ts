import type { Page } from '@playwright/test';
import axeCore from 'axe-core';

type Violation = { id: string; nodes: { target: unknown[]; failureSummary?: string }[] };
type Axe = { run: (options: object) => Promise<{ violations: Violation[] }> };

/** What axe finds wrong with a page, one sentence each; empty when it finds nothing. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  // A changed theme reaches every element with the next frame.
  await page.evaluate(
    async () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run({ runOnly: tags })).violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}
