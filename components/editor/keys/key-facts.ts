import { defaultEditorSettings } from '#lib/settings/editor-settings.ts';
import type { KeyFacts } from '#lib/keys/key-facts.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { VoteSource } from '#components/editor/agenda/vote-source.ts';
import { CallSource } from '#components/editor/engine/call-source.ts';
import { keyTable } from './key-table.ts';

/** Stands in where no notes are open; facts run nothing. */
const noNotes: NotesContext = {
  callId: '',
  seriesId: '',
  zone: 'UTC',
  startsAt: null,
  heldOn: null,
  lengthMinutes: null,
  nextCallAt: null,
  roster: () => [],
  call: new CallSource({ status: null, terms: [], mayAddTerms: false }),
  votes: new VoteSource({ me: '', send: () => false, announce: () => undefined }),
  now: () => new Date(0),
  newId: () => '',
  settings: () => defaultEditorSettings,
  openPanel: () => undefined,
  announce: () => undefined,
  readsOut: () => true,
  setReadsOut: () => undefined,
  proposer: () => null,
  cover: () => undefined,
  tick: () => false,
};

/** The rows of the key table without what they run, for wherever no notes are open. */
export function keyFacts(): KeyFacts[] {
  const table = keyTable({ context: noNotes, leave: () => true });
  return table.map(({ run: _run, numbers, ...facts }) =>
    numbers === undefined ? facts : { ...facts, digits: true },
  );
}
