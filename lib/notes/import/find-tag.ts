import type { LineTag } from '#lib/notes/schema/line.ts';

export type FoundTag = {
  tag: LineTag;
  /** The text behind the keyword; a number written with the keyword stays in front of it. */
  rest: string;
  /** The number written with the keyword, such as `62.2`. */
  id: string | null;
  owner: string | null;
  due: string | null;
  done: boolean;
};

const KEYWORDS: readonly (readonly [LineTag, string])[] = [
  ['action', 'action items?|action|todo'],
  ['decision', 'decision|decicion|resolution|resolved|resolve|conclusion'],
  ['question', 'question'],
];
const KEYWORD = KEYWORDS.map(([, words]) => words).join('|');
const EDGE = '(?:\\*\\*|__|\\[|\\]){0,2}';
const LOUD = new RegExp(
  `^${EDGE}(${KEYWORD}|next steps?|ai)(?:\\s+#?(\\d[\\d.]*\\d|\\d))?\\.?${EDGE}\\s*(?:\\(([^()]{1,200})\\))?\\s*(?::|-\\s|\\s–\\s)(?:\\*\\*|__)?\\s*(.*)$`,
  'iu',
);
const BARE = /^(?:\*\*|__|\[)(ACTION|DECISION|RESOLVED|RESOLUTION|TODO)(?:\*\*|__|\])\s+(.*)$/u;

/** The action, decision or question that a line's keyword makes of it; null without keyword. */
export function findTag(text: string): FoundTag | null {
  const head = text.slice(0, 24);
  if (!/^[\s*_[\]]{0,3}[a-z]/iu.test(head)) return null;
  const loud = LOUD.exec(text);
  if (loud !== null) {
    const [, word = '', id, brackets, rest = ''] = loud;
    if (/^ai$/u.test(word)) return null;
    const extras = parseExtras(brackets);
    const numbered = id === undefined ? rest : `${id}: ${rest}`;
    return { tag: tagOf(word), rest: `${extras.kept}${numbered}`.trim(), id: id ?? null, ...extras.found };
  }
  const bare = BARE.exec(text);
  if (bare === null) return null;
  return { tag: tagOf(bare[1] ?? ''), rest: bare[2] ?? '', id: null, owner: null, due: null, done: false };
}

/** Whether a heading or label announces a list of actions. */
export function announcesActions(label: string): boolean {
  return /^(?:action items?|actions?(?: required| items)?|next steps?|actionables|todos?|follow[- ]?ups?|ais?)$/u.test(
    label.toLowerCase().trim(),
  );
}

function tagOf(word: string): LineTag {
  const lower = word.toLowerCase();
  if (lower === 'ai' || lower.startsWith('next step')) return 'action';
  return KEYWORDS.find(([, words]) => new RegExp(`^(?:${words})$`, 'u').test(lower))?.[0] ?? 'action';
}

/** What stands in brackets behind a keyword: `owner: Ada; due 2026-01-31; done`, or a name. */
export function parseExtras(brackets: string | undefined): {
  kept: string;
  found: { owner: string | null; due: string | null; done: boolean };
} {
  const found: { owner: string | null; due: string | null; done: boolean } = {
    owner: null,
    due: null,
    done: false,
  };
  if (brackets === undefined) return { kept: '', found };
  const kept: string[] = [];
  for (const part of brackets.split(';').map((piece) => piece.trim())) {
    const owner = /^owner:?\s+(.+)$/iu.exec(part);
    const due = /^due:?\s+(\d{4}-\d{2}-\d{2})$/iu.exec(part);
    if (owner !== null) found.owner = decodeName(owner[1] ?? '');
    else if (due !== null) found.due = due[1] ?? null;
    else if (/^done$/iu.test(part)) found.done = true;
    else if (/^from #\d+$/u.test(part)) continue;
    else kept.push(part);
  }
  return { kept: kept.length === 0 ? '' : `(${kept.join('; ')}) `, found };
}

/** Undoes what keeps brackets and semicolons of a name apart from those around it. */
function decodeName(name: string): string {
  return name.trim().replace(/%(25|28|29|3B)/gu, (found) => decodeURIComponent(found));
}
