/**
 * The document frames of a socket, counted from 1 as its page counts them, and up to which of them everything is saved
 * (R15).
 */
export class SavedFrames {
  private count = 0;
  /** The last frame that the room holds and whose window has not ended; 0 for none. */
  private inWindow = 0;
  private unsaved: { frame: number; accepted: number }[] = [];
  private told = 0;

  /** How many have come. */
  get received(): number {
    return this.count;
  }

  /** One more came. `held`: it can be called saved as soon as all that the room holds now is. */
  receive(held: boolean): void {
    this.count += 1;
    if (held) this.inWindow = this.count;
  }

  /** What the room holds of them is among what it has accepted up to this count. */
  accepted(count: number): void {
    if (this.inWindow === 0) return;
    this.unsaved.push({ frame: this.inWindow, accepted: count });
    this.inWindow = 0;
  }

  /** What the room accepted up to this count is committed: the last frame that is saved by that, null for none that was not. */
  committed(count: number): number | null {
    let seq = this.told;
    while (this.unsaved[0] !== undefined && this.unsaved[0].accepted <= count) {
      seq = this.unsaved[0].frame;
      this.unsaved.shift();
    }
    if (seq === this.told) return null;
    this.told = seq;
    return seq;
  }

  /** Whether more of them will be called saved by commits to come. */
  get waiting(): boolean {
    return this.unsaved.length > 0;
  }
}
