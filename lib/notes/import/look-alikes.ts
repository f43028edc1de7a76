/** The pairs of names that a reader takes for each other: one begins with the other, or one letter differs. */
export function lookAlikes(names: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  const most = names.slice(0, 300);
  for (const [index, first] of most.entries()) {
    for (const second of most.slice(index + 1)) {
      if (areLookAlikes(first.toLowerCase(), second.toLowerCase())) pairs.push([first, second]);
    }
  }
  return pairs;
}

function areLookAlikes(first: string, second: string): boolean {
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  if (short === long || short.length < 4 || long.length - short.length > 2) return false;
  if (long.startsWith(short)) return true;
  return long.length - short.length <= 1 && oneEditApart(short, long);
}

function oneEditApart(short: string, long: string): boolean {
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const rest = short.length === long.length ? short.slice(start + 1) : short.slice(start);
  return rest === long.slice(start + 1);
}
