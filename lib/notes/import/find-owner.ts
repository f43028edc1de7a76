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
  if (name !== undefined && (isPerson(name) || mayBeName(name, bare.slice(front?.[0].length)))) return name;
  const tail = /(?:\s[-–—]\s*|\s\()@?([\p{L}][\p{L}\p{M}'’. -]{0,40}?)\)?\.?\s*$/u.exec(bare)?.[1];
  if (tail !== undefined && isPerson(tail)) return tail;
  const alone = /^(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?):?$/u.exec(bare)?.[1];
  if (alone !== undefined && mayBeName(alone, '')) return alone;
  const first = /^@?([\p{L}][\p{L}\p{M}'’-]*)\s*(?:[,:]|$)/u.exec(bare)?.[1];
  return first !== undefined && isPerson(first) ? first : null;
}

/** Whether capital letters in front of `to <verb>` are a name and not the beginning of a sentence. */
function mayBeName(name: string, behind: string): boolean {
  if (/^\p{Ll}*ing\b/u.test(behind)) return false;
  return name.split(/\s+/u).every((word) => /^\p{Lu}/u.test(word) && !COMMON.test(word));
}

const COMMON =
  /^(?:add|ask|back|chairs?|check|come|continue|create|discuss|discussion|due|engage|everyone|explore|find|fix|follow|get|how|i|invite|issue|it|like|link|links|make|members?|move|need|nothing|people|perform|plan|pr|prs|proposal|propose|ready|reach|remind|request|review|run|schedule|send|someone|submit|sync|talk|team|test|tests|that|they|this|try|update|use|want|we|what|who|work|write)$/iu;
