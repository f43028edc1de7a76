import { bus } from '#server/bus.ts';

/** Tells open sockets at once that rights may have changed; the database's own trail tells them soon after anyway. */
export function publishAccess(change: { userId?: string; callId?: string; seriesId?: string }): void {
  bus().publish('access', change);
}
