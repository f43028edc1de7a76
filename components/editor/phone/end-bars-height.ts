const BETWEEN_PX = 8;

// Asked for with each key that may scroll: by id, what is not there costs no search through the whole page.
export const LINE_BAR_ID = 'line-bar';
export const COVER_ID = 'cover';

/** How much of the window's lower end the line bar and a request for cover take, in pixels; 0 while neither is shown. */
export function endBarsHeight(): number {
  const heightOf = (id: string): number => document.getElementById(id)?.offsetHeight ?? 0;
  const cover = heightOf(COVER_ID);
  return heightOf(LINE_BAR_ID) + (cover === 0 ? 0 : cover + BETWEEN_PX);
}
