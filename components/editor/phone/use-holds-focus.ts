'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** Whether the focus is in the element that `within` gives, or in the bar itself. */
export function useHoldsFocus(within: () => Element | null, barId: string): boolean {
  const subscribe = useCallback((listener: () => void) => {
    // Between leaving one element and reaching the next the focus is nowhere; what counts is where it comes to rest.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      timer = setTimeout(listener);
    };
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return useSyncExternalStore(
    subscribe,
    () => {
      const focused = document.activeElement;
      if (focused === null) return false;
      return within()?.contains(focused) === true || focused.closest(`#${barId}`) !== null;
    },
    () => false,
  );
}
