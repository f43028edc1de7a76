const BETWEEN_PX = 8;

/** How much of the window's lower end the line bar and a request for cover take, in pixels; 0 while neither is shown. */
export function endBarsHeight(): number {
  const heightOf = (selector: string): number =>
    document.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0;
  const cover = heightOf('.cn-cover');
  return heightOf('.cn-line-bar') + (cover === 0 ? 0 : cover + BETWEEN_PX);
}
