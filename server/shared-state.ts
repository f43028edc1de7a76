/**
 * What the bundled server and the modules that Next evaluates for itself have in common. They are separate
 * copies of every module in one process, so a variable of a module is never shared between them; this is.
 * Each owner of a field declares it where it is set: `declare module '#server/shared-state.ts' { … }`.
 */
// An interface on purpose: only an interface can be added to from other files.
export interface SharedState {}

const key = Symbol.for('callnotes');

/** The one state of this process. */
export function sharedState(): SharedState {
  const holder = globalThis as { [key]?: SharedState };
  holder[key] ??= {};
  return holder[key];
}
