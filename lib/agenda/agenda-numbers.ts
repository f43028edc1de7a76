/**
 * The number of each agenda item from the levels of all of them in order: `1`, `2`, `2a`, `2b`, `3`. After
 * `z` comes `aa`. A second-level item before any first-level one counts as the first level, because it has
 * nothing to stand under.
 */
export function agendaNumbers(levels: readonly (1 | 2)[]): string[] {
  let top = 0;
  let sub = 0;
  return levels.map((level) => {
    if (level === 2 && top > 0) {
      sub += 1;
      return `${String(top)}${letters(sub)}`;
    }
    top += 1;
    sub = 0;
    return String(top);
  });
}

/** 1 is `a`, 26 is `z`, 27 is `aa`, as the columns of a spreadsheet are counted. */
function letters(position: number): string {
  let rest = position;
  let text = '';
  while (rest > 0) {
    rest -= 1;
    text = String.fromCodePoint(97 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}
