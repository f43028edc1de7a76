import type { CollabStats } from './collab/collab-figures.ts';
import { HeapTrimmer } from './heap-trimmer.ts';

const EVERY_MS = 5_000;
const GROWN_BYTES = 48 * 1024 * 1024;
const GIVEN_BACK = 50;

/**
 * Trims the heap of a server that has grown or has given documents back, once nothing was written for some seconds: only
 * then may it stop for the tenth of a second that this takes. Returns the function that ends it.
 */
export function trimWhenQuiet(stats: () => Pick<CollabStats, 'commits' | 'documents'>): () => void {
  const trimmer = new HeapTrimmer(GROWN_BYTES);
  let { commits, documents: most } = stats();
  const timer = setInterval(() => {
    const now = stats();
    const quiet = now.commits === commits;
    commits = now.commits;
    most = Math.max(most, now.documents);
    if (!quiet) return;
    if (most - now.documents >= GIVEN_BACK) trimmer.trim();
    else if (!trimmer.trimIfGrown()) return;
    most = now.documents;
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
