/**
 * Who is to do an action, from its text: `Ada to write …`, `@ada to …`, `… - Ada`, `(Ada)`. Only a name that
 * `isPerson` knows counts, except in front of `to`, where the grammar says it; null when nobody is named.
 */
export function findOwner(text: string, isPerson: (name: string) => boolean): string | null {
  const bare = text
    .replace(/^\[[^[\]]{1,20}\]:?\s*/u, '')
    .replace(/^[\d.]+:\s+/u, '')
    .replace(/~~[^~]{0,80}~~\s*/gu, '')
    .replace(/^[*_]+/u, '');
  const front =
    /^@?([\p{L}][\p{L}\p{M}'’.-]*(?:\s+\p{Lu}[\p{L}\p{M}'’.-]*){0,2})\s+(?:to|will)\s+\p{Ll}/u.exec(bare);
  const name = front?.[1];
  if (name !== undefined && (isPerson(name) || (/^\p{Lu}/u.test(name) && !isCommonWord(name)))) return name;
  const tail = /(?:\s[-–—]\s*|\s\()@?([\p{L}][\p{L}\p{M}'’. -]{0,40}?)\)?\.?\s*$/u.exec(bare)?.[1];
  if (tail !== undefined && isPerson(tail)) return tail;
  const first = /^@?([\p{L}][\p{L}\p{M}'’-]*)\s*(?:[,:]|$)/u.exec(bare)?.[1];
  return first !== undefined && isPerson(first) ? first : null;
}

function isCommonWord(name: string): boolean {
  return /^(?:we|they|i|need|nothing|everyone|someone|people|team|need|want|continue|plan|try|ready|like|back|due|how|what|it|this|that|libs|members?|chairs?)$/iu.test(
    name,
  );
}
