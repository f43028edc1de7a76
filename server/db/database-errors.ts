// Errors are told by their code, not by their class: pages and the bundled server hold separate copies of the
// client's classes.

/** Whether a write was refused because another row has the same unique value. */
export function isTaken(error: unknown): boolean {
  return hasCode(error, 'P2002');
}

/** Whether a write named a row that is not there (any more), itself or by reference. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'P2025') || hasCode(error, 'P2003');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === code;
}
