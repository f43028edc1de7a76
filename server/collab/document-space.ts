import type { Clock } from './clock.ts';
import type { RoomDocument } from './room-document.ts';

export type DocumentSpaceOptions = {
  document: Pick<RoomDocument, 'size' | 'measure' | 'frees'>;
  clock: Clock;
  mostBytes: number;
};

const measureMs = 5_000;

/** How much still fits into a document (R41). */
export class DocumentSpace {
  private readonly options: DocumentSpaceOptions;
  /** When the size of a full document may be looked at again, and what it was the last time. */
  private measureAt = 0;
  private measured = 0;

  constructor(options: DocumentSpaceOptions) {
    this.options = options;
  }

  /** Whether the document may take an update in: there is room for it, or it deletes at least as much as it brings. */
  holds(update: Uint8Array): boolean {
    if (this.fits(update)) return true;
    const { clock, document, mostBytes } = this.options;
    // It may be smaller than what came one by one, or than what was deleted since: worth a look, not at every frame.
    const grown = document.size - this.measured >= mostBytes / 8;
    if (grown || clock.now() >= this.measureAt) {
      this.measureAt = clock.now() + measureMs;
      document.measure();
      this.measured = document.size;
      if (this.fits(update)) return true;
    }
    // A page that could not send its text brings it together with what it has deleted since.
    return document.frees(update) >= update.length;
  }

  private fits(update: Uint8Array): boolean {
    const { document, mostBytes } = this.options;
    return document.size + update.length <= mostBytes;
  }
}
