import { actionDue } from '#lib/actions/action-words.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { LineAttrs } from '#lib/notes/schema/line.ts';

type Tagged = Pick<LineAttrs, 'tag' | 'ownerName' | 'due' | 'done' | 'bornCall'>;
type BornIn = ReadonlyMap<string, number> | undefined;

/** The keyword in front of a tagged line, such as `ACTION (owner: Ada; due: 2026-01-31): `; empty without a tag. */
export function writtenTag(attrs: Tagged): string {
  if (attrs.tag === null) return '';
  return `${attrs.tag.toUpperCase()}${inBrackets(tagExtras(attrs), attrs.done ? ['done'] : [])}: `;
}

/** A line's tag for reading only, such as `action (Ada, by Fri 3 Jul)`; empty without a tag. */
export function readableTag(attrs: Tagged, call: CallDate & { bornIn?: BornIn }): string {
  const { tag, ownerName, due, done } = attrs;
  if (tag !== 'action') return tag ?? '';
  const extras = [
    ownerName,
    actionDue(due, call)?.short ?? null,
    fromWords(attrs, call.bornIn),
    done ? 'done' : null,
  ].filter((extra) => extra !== null);
  return extras.length === 0 ? tag : `${tag} (${extras.join(', ')})`;
}

/** The box and keyword of a tagged line in Markdown, such as `[x] ` and `**ACTION** (owner: Ada): `; empty without a tag. */
export function markdownTag(attrs: Tagged, bornIn: BornIn): { box: string; keyword: string } {
  const { tag, done } = attrs;
  if (tag === null) return { box: '', keyword: '' };
  const from = fromWords(attrs, bornIn);
  const extras = inBrackets(tagExtras(attrs), from === null ? [] : [from]);
  const box = tag === 'action' ? `[${done ? 'x' : ' '}] ` : '';
  return { box, keyword: `**${tag.toUpperCase()}**${extras}: ` };
}

/** In which earlier call an action was born, such as `from #31`; null for one of this call. */
function fromWords({ tag, bornCall }: Tagged, bornIn: BornIn): string | null {
  const number = bornCall === null || tag !== 'action' ? undefined : bornIn?.get(bornCall);
  return number === undefined ? null : `from #${String(number)}`;
}

/** Owner and due date of an action, to be read back. */
function tagExtras({ tag, ownerName, due }: Tagged): string[] {
  if (tag !== 'action') return [];
  return [
    ...(ownerName === null ? [] : [`owner: ${encodeName(ownerName)}`]),
    ...(due === null ? [] : [`due: ${due}`]),
  ];
}

function inBrackets(...extras: string[][]): string {
  const all = extras.flat();
  return all.length === 0 ? '' : ` (${all.join('; ')})`;
}

/** Keeps brackets and semicolons of a name apart from those around it. */
function encodeName(name: string): string {
  return name.replace(/[%();]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
