'use client';

import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  const { visualViewport } = window;
  if (visualViewport === null) return () => undefined;
  visualViewport.addEventListener('resize', listener);
  visualViewport.addEventListener('scroll', listener);
  return () => {
    visualViewport.removeEventListener('resize', listener);
    visualViewport.removeEventListener('scroll', listener);
  };
}

/** Where the on-screen keyboard lies over the page instead of making it shorter, its height shows here alone. */
function coveredPx(): number | null {
  const { visualViewport } = window;
  if (visualViewport === null) return null;
  const end = visualViewport.offsetTop + visualViewport.height;
  return Math.max(0, Math.round(window.innerHeight - end));
}

/** How much of the window's lower end the on-screen keyboard covers, in pixels; null where the browser cannot tell. */
export function useKeyboardHeight(): number | null {
  return useSyncExternalStore(subscribe, coveredPx, () => null);
}
