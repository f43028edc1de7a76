import type { SyntheticEvent } from 'react';

function stay(event: SyntheticEvent): void {
  event.preventDefault();
}

/** Handlers of a button that leaves the caret, and on phones the keyboard, where they are. */
export const keepFocus = {
  onPointerDown: stay,
  // Safari moves the focus with the mouse event that it makes of a tap.
  onMouseDown: stay,
};
