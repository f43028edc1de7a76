import type { Page } from '@playwright/test';

/**
 * Measures in the page how long an Enter takes to the eye: from the instant the browser gives the key's event to the
 * end of the first frame in which the caret stands in another block. The watch is taken as that frame's work is over:
 * styles, layout and painting are done, and only the screen itself is left.
 */
export async function watchEnters(page: Page): Promise<void> {
  // The program that runs this file gives inner functions their names by a helper that the page does not have.
  await page.addInitScript('globalThis.__name ??= (named) => named');
  await page.addInitScript(() => {
    const times: number[] = [];
    Object.assign(window, { enterTimes: times });
    const blockAtCaret = (): Element | null => {
      const node = getSelection()?.focusNode ?? null;
      const element = node instanceof Element ? node : (node?.parentElement ?? null);
      return element?.closest('.cn-line, .cn-item, [contenteditable] > div') ?? null;
    };
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Enter') return;
        const before = blockAtCaret();
        const frame = (): void => {
          const moved = blockAtCaret() !== before;
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            if (!moved) {
              requestAnimationFrame(frame);
              return;
            }
            times.push(performance.now() - event.timeStamp);
            performance.measure('enter to caret', { start: event.timeStamp });
          });
          port1.start();
          port2.postMessage(null);
        };
        requestAnimationFrame(frame);
      },
      true,
    );
  });
}

/** The times measured so far, in milliseconds, one for each Enter. */
export function enterTimes(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { enterTimes: number[] }).enterTimes);
}
