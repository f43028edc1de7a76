import type { Database } from '#server/db/client.ts';

/**
 * What the bundled server and the modules that Next evaluates for itself have in common. They are separate
 * copies of every module in one process, so a variable of a module is never shared between them; this is.
 */
export type SharedState = {
  // Each owner adds its own optional field here.
  database?: Database;
};

const key = Symbol.for('callnotes');

/** The one state of this process. */
export function sharedState(): SharedState {
  const holder = globalThis as { [key]?: SharedState };
  holder[key] ??= {};
  return holder[key];
}
