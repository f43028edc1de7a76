import type * as Y from 'yjs';
import { hasPending } from '#lib/notes/ydoc.ts';

const PATIENCE_MS = 5000;

/**
 * Calls `ask` when a part of what came has waited for five seconds for something that did not come, and again every five
 * seconds while it waits, until the returned function is called. What waits is not on the page, and would stay away for ever.
 */
export function watchPending(doc: Y.Doc, ask: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    if (hasPending(doc)) {
      timer ??= setInterval(() => {
        if (hasPending(doc)) ask();
        else look();
      }, PATIENCE_MS);
    } else {
      clearInterval(timer);
      timer = undefined;
    }
  };
  doc.on('afterTransaction', look);
  return () => {
    doc.off('afterTransaction', look);
    clearInterval(timer);
  };
}
