import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** The zone of the reader's clock; null on the server and until the page is alive. */
export function useBrowserZone(): string | null {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
}
