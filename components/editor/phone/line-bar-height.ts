/** How much of the window's lower end the line bar takes, in pixels; 0 while it is not shown. */
export function lineBarHeight(): number {
  return document.querySelector<HTMLElement>('.cn-line-bar')?.offsetHeight ?? 0;
}
