import { randomUUID } from 'node:crypto';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { createCall, type Call, type NewCall } from '#server/db/calls.ts';
import { createSeries, type NewSeries, type Series } from '#server/db/series.ts';
import { createUser, type NewUser, type User } from '#server/db/users.ts';
import { line, notes } from '#tests/support/notes-factory.ts';

const unique = (): string => randomUUID().slice(0, 8);

/** The shortest notes a call may begin with. */
export function someNotes(text = 'Welcome'): NotesJson {
  return notes(line({ id: unique() }, text));
}

/** A series of its own. */
export async function makeSeries(input: Partial<NewSeries> = {}): Promise<Series> {
  return createSeries({ slug: `series-${unique()}`, title: 'Harbour Team', ...input });
}

/** A call, in a series of its own unless one is named. */
export async function makeCall(input: Partial<NewCall> = {}): Promise<Call> {
  const seriesId = input.seriesId ?? (await makeSeries()).id;
  return createCall({ notes: someNotes(), ...input, seriesId });
}

/** A user with an account. */
export async function makeUser(input: Partial<NewUser> = {}): Promise<User> {
  return createUser({ name: 'Mara Lindqvist', email: `mara-${unique()}@example.org`, ...input });
}
