import { actionDue } from '#lib/actions/action-words.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { LineAttrs } from '#lib/notes/schema/line.ts';

type Tagged = Pick<LineAttrs, 'tag' | 'ownerName' | 'due' | 'done'>;

/** The keyword in front of a tagged line, such as `ACTION (owner: Ada; due: 2026-01-31): `; empty without a tag. */
export function writtenTag(attrs: Tagged): string {
  if (attrs.tag === null) return '';
  return `${attrs.tag.toUpperCase()}${tagExtras(attrs)}: `;
}

/** A line's tag for reading only, such as `action (Ada, by Fri 3 Jul)`; empty without a tag. */
export function readableTag({ tag, ownerName, due, done }: Tagged, call: CallDate): string {
  if (tag !== 'action') return tag ?? '';
  const extras = [ownerName, actionDue(due, call)?.short ?? null, done ? 'done' : null].filter(
    (extra) => extra !== null,
  );
  return extras.length === 0 ? tag : `${tag} (${extras.join(', ')})`;
}

/** Owner, due date and state of an action in brackets, to be read back; empty when there are none. */
export function tagExtras({ tag, ownerName, due, done }: Tagged): string {
  if (tag !== 'action') return '';
  const extras = [
    ...(ownerName === null ? [] : [`owner: ${encodeName(ownerName)}`]),
    ...(due === null ? [] : [`due: ${due}`]),
    ...(done ? ['done'] : []),
  ];
  return extras.length === 0 ? '' : ` (${extras.join('; ')})`;
}

/** Keeps brackets and semicolons of a name apart from those around it. */
function encodeName(name: string): string {
  return name.replace(/[%();]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
