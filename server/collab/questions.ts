// A client that types before its offline changes are here is normal for a moment, not for so long; a whole answer that
// leans on what is not here is not normal at all.
const mostMissing = 1_000;
const missingPerAnswer = 100;

/**
 * The questions a page is asked for what it has and the room has not, and what was left out of its frames since (R17). Frames
 * are given by their number on the socket.
 */
export class Questions {
  /** For each question that is not answered yet, how many document frames had come when it was sent. */
  private readonly asked: number[] = [];
  private later = false;
  /** Frames left out since the last complete answer. */
  private missing = 0;
  /** The last document frame that was left out, and whether any since the last question was because it is another's. */
  private lastLeftOut = 0;
  private leftOutForeign = false;

  /** Whether an answer is on its way, or will be asked for a while later. */
  get open(): boolean {
    return this.later || this.asked.length > 0;
  }

  /** Whether something of the page is not here: none of its frames may be called saved. */
  get lacking(): boolean {
    return this.missing > 0;
  }

  /** A question is sent after so many frames. */
  ask(frames: number): void {
    this.leftOutForeign = false;
    this.asked.push(frames);
  }

  /** An answer has come; after how many frames it was asked for, undefined when it was not. */
  answer(): number | undefined {
    return this.asked.shift();
  }

  /** A frame was left out: an answer or what is typed, and perhaps because it is another's. */
  leftOut(frame: number, isAnswer: boolean, foreign: boolean): void {
    this.lastLeftOut = frame;
    this.leftOutForeign ||= foreign;
    this.missing += isAnswer ? missingPerAnswer : 1;
  }

  /** An answer was taken in. It is whole, and holds what was left out before its question, when nothing was left out since. */
  completes(askedAt: number | undefined): boolean {
    if (this.missing > 0 && (askedAt === undefined || this.lastLeftOut > askedAt)) {
      if (askedAt !== undefined) this.missing += missingPerAnswer;
      return false;
    }
    this.missing = 0;
    return true;
  }

  /**
   * When to ask once more for all that is not here: `now`, `later`, or not at all because it is asked already; `never` when
   * asking does not help.
   */
  again(): 'now' | 'later' | 'asked' | 'never' {
    if (this.missing > mostMissing) return 'never';
    if (this.open) return 'asked';
    // What is another's may be on its way here: by its owner, or from another process.
    if (!this.leftOutForeign) return 'now';
    this.later = true;
    return 'later';
  }

  /** The time has come for which `again` said `later`. */
  due(): void {
    this.later = false;
  }
}
