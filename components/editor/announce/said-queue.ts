/** Time a screen reader gets to take up what was said before something else is. */
export const BETWEEN_SAID_MS = 300;
/** Words that wait longer than so many others are no news any more. */
const MOST_WAITING = 6;

/** Something to be said: a word about what was done here, or lines that others finished. */
export type Said = { kind: 'word'; text: string } | { kind: 'lines'; lines: string[] };

/** Says one thing after the other, so that nothing takes the place of what was said in the same moment. */
export class SaidQueue {
  private readonly show: (said: Said) => void;
  private waiting: Said[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(show: (said: Said) => void) {
    this.show = show;
  }

  say(said: Said): void {
    if (this.timer === undefined) {
      this.showNow(said);
      return;
    }
    this.waiting.push(said);
    const words = this.waiting.filter(({ kind }) => kind === 'word');
    if (words.length > MOST_WAITING) this.waiting = this.waiting.filter((one) => one !== words[0]);
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
  }

  private showNow(said: Said): void {
    this.show(said);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const next = this.waiting.shift();
      if (next !== undefined) this.showNow(next);
    }, BETWEEN_SAID_MS);
  }
}
