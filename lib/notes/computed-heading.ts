/** The heading above an item's notes when nobody wrote another: `2. Title`, `2a Title`. */
export function computedHeading(number: string, title: string): string {
  const point = /^\d+$/u.test(number) ? '.' : '';
  return `${number}${point} ${title}`.trimEnd();
}
