import { describe, expect, test } from 'vitest';
import { access, callStatuses, type Actor, type CallFacts, type CallStatus } from '#lib/policy/access.ts';

const member: Actor = {
  kind: 'user',
  userId: 'user',
  sessionId: 'session',
  name: 'Rosa Quill',
  guest: false,
  instanceOwner: false,
};
const guest: Actor = { ...member, guest: true };
const nobody: Actor = { kind: 'anonymous' };

const facts: CallFacts = {
  kind: 'call',
  status: 'planned',
  cancelled: false,
  visibility: 'members',
  agendaLocked: false,
  notetakerOnly: false,
  guestsAllowed: true,
  role: null,
  notetaker: false,
  chair: false,
  callGuest: false,
};

type Verb =
  'read' | 'editAgenda' | 'propose' | 'writeNotes' | 'startStop' | 'run' | 'manage' | 'writeDocument';
const verbs: Verb[] = [
  'read',
  'editAgenda',
  'propose',
  'writeNotes',
  'startStop',
  'run',
  'manage',
  'writeDocument',
];
const letters: Record<Verb, string> = {
  read: 'r',
  editAgenda: 'a',
  propose: 'p',
  writeNotes: 'n',
  startStop: 's',
  run: 'c',
  manage: 'm',
  writeDocument: 'w',
};

function granted(actor: Actor, call: CallFacts): string {
  const allowed = access(actor, call);
  return verbs.map((verb) => (allowed[verb] ? letters[verb] : '-')).join('');
}

function everyState(rights: string): Record<CallStatus, string> {
  return { planned: rights, live: rights, review: rights, published: rights };
}

type Row = [who: string, actor: Actor, ties: Partial<CallFacts>, expected: Record<CallStatus, string>];

// Letters: r read, a edit the agenda, p propose items, n write notes, s start and stop, c run, m manage the series, w write
// the document.
const writesAll = { planned: 'rap-scmw', live: 'r--nscmw', review: 'r--nscmw', published: 'r---scm-' };
const runsCall = { planned: 'rap-sc-w', live: 'r--nsc-w', review: 'r--nsc-w', published: 'r---sc--' };
const notetaker = { planned: 'rap-s--w', live: 'r--ns--w', review: 'r--ns--w', published: 'r---s---' };
const contributes = { planned: 'rap----w', live: 'r--n---w', review: 'r--n---w', published: 'r-------' };
const agendaOnly = { planned: 'rap----w', live: 'r-------', review: 'r-------', published: 'r-------' };
const notesOnly = { planned: 'r-p-----', live: 'r--n---w', review: 'r--n---w', published: 'r-------' };
const readsOnly = { planned: 'r-------', live: 'r-------', review: 'r-------', published: 'r-------' };
const nothing = { planned: '--------', live: '--------', review: '--------', published: '--------' };
const writesTemplate = everyState('ra----mw');
const readsTemplate = everyState('r-------');

const matrix: Row[] = [
  ['the instance owner', { ...member, instanceOwner: true }, {}, writesAll],
  ['an owner', member, { role: 'owner' }, writesAll],
  ['a chair', member, { role: 'chair' }, writesAll],
  [
    'a chair with every lock set',
    member,
    { role: 'chair', agendaLocked: true, notetakerOnly: true },
    writesAll,
  ],
  ['the notetaker', member, { role: 'participant', notetaker: true }, notetaker],
  [
    'the notetaker with every lock set',
    member,
    { role: 'participant', notetaker: true, agendaLocked: true, notetakerOnly: true },
    notetaker,
  ],
  ['the chair of this call', member, { role: 'participant', chair: true }, runsCall],
  [
    'the chair of this call, its notetaker too, with every lock set',
    member,
    { role: 'participant', chair: true, notetaker: true, agendaLocked: true, notetakerOnly: true },
    runsCall,
  ],
  ['the chair of this call lowered to reader', member, { role: 'reader', chair: true }, readsOnly],
  ['the chair of this call without a role', member, { role: null, chair: true }, nothing],
  ['a guest account with a stray chair', guest, { callGuest: true, chair: true }, contributes],
  ['a notetaker lowered to reader', member, { role: 'reader', notetaker: true }, readsOnly],
  ['a notetaker without a role', member, { role: null, notetaker: true }, nothing],
  ['a participant', member, { role: 'participant' }, contributes],
  ['a participant with the agenda locked', member, { role: 'participant', agendaLocked: true }, notesOnly],
  ['a participant with notetaker only', member, { role: 'participant', notetakerOnly: true }, agendaOnly],
  ['a participant with guests refused', member, { role: 'participant', guestsAllowed: false }, contributes],
  ['a guest with the link', guest, { callGuest: true }, contributes],
  ['a guest with the agenda locked', guest, { callGuest: true, agendaLocked: true }, notesOnly],
  ['a guest with notetaker only', guest, { callGuest: true, notetakerOnly: true }, agendaOnly],
  ['a guest with guests refused', guest, { callGuest: true, guestsAllowed: false }, readsOnly],
  ['a guest of another call', guest, {}, nothing],
  ['a guest account with a stray role', guest, { role: 'owner' }, nothing],
  ['a guest account with a stray owner flag', { ...guest, instanceOwner: true }, {}, nothing],
  ['somebody signed in, with the link', member, { callGuest: true }, contributes],
  ['a reader', member, { role: 'reader' }, readsOnly],
  ['a reader who also has the link', member, { role: 'reader', callGuest: true }, readsOnly],
  ['a reader of a public series', member, { role: 'reader', visibility: 'public' }, readsOnly],
  ['a stranger', member, {}, nothing],
  ['a stranger to a link series', member, { visibility: 'link' }, nothing],
  ['a stranger to a public series', member, { visibility: 'public' }, readsOnly],
  ['nobody signed in', nobody, {}, nothing],
  ['nobody signed in, link series', nobody, { visibility: 'link' }, nothing],
  ['nobody signed in, public series', nobody, { visibility: 'public' }, readsOnly],
  ['nobody signed in, with stray ties', nobody, { role: 'owner', notetaker: true, callGuest: true }, nothing],
];

const templateMatrix: Row[] = [
  ['an owner', member, { role: 'owner' }, writesTemplate],
  ['a chair', member, { role: 'chair' }, writesTemplate],
  ['the instance owner', { ...member, instanceOwner: true }, {}, writesTemplate],
  ['a participant', member, { role: 'participant' }, readsTemplate],
  ['a notetaker', member, { role: 'participant', notetaker: true }, readsTemplate],
  ['a reader', member, { role: 'reader' }, readsTemplate],
  ['a guest', guest, { callGuest: true }, nothing],
  ['a stranger to a public series', member, { visibility: 'public' }, nothing],
  ['nobody signed in, public series', nobody, { visibility: 'public' }, nothing],
];

test.each(templateMatrix)('%s has exactly these rights on a template', (_who, actor, ties, expected) => {
  for (const status of callStatuses) {
    expect(granted(actor, { ...facts, ...ties, kind: 'template', status })).toBe(expected[status]);
  }
});

describe.each(matrix)('%s', (_who, actor, ties, expected) => {
  test.each(callStatuses)('has exactly these rights on a %s call', (status) => {
    expect(granted(actor, { ...facts, ...ties, status })).toBe(expected[status]);
  });

  test.each(callStatuses)('reads and manages as before on a cancelled %s call, and no more', (status) => {
    const cancelled = { ...facts, ...ties, status, cancelled: true };
    expect(granted(actor, cancelled)).toBe(expected[status].replaceAll(/[^rm]/gu, '-'));
  });

  test.each(callStatuses)(
    'moves and cancels a %s call as its chair alone, and only a planned one',
    (status) => {
      const { manage, schedule, restore } = access(actor, { ...facts, ...ties, status });
      expect({ schedule, restore }).toEqual({ schedule: manage && status === 'planned', restore: false });
      const cancelled = access(actor, { ...facts, ...ties, status, cancelled: true });
      expect(cancelled).toMatchObject({ schedule: false, restore: manage });
    },
  );
});

test('a reason stands exactly where writing is refused', () => {
  for (const [, actor, ties] of matrix) {
    for (const status of callStatuses) {
      for (const cancelled of [false, true]) {
        const call = { ...facts, ...ties, status, cancelled };
        const { writeDocument, readOnlyReason } = access(actor, call);
        expect(readOnlyReason === null).toBe(writeDocument);
      }
    }
  }
});

test.each<[string, Actor, Partial<CallFacts>, string]>([
  [
    'published',
    member,
    { role: 'owner', status: 'published' },
    'These notes are published and no longer change.',
  ],
  [
    'cancelled',
    member,
    { role: 'owner', cancelled: true },
    'This call is cancelled, so its notes do not change.',
  ],
  ['reader', member, { role: 'reader' }, 'You can read these notes but not change them.'],
  ['locked agenda', member, { role: 'participant', agendaLocked: true }, 'The chair has locked the agenda.'],
  [
    'notetaker only',
    member,
    { role: 'participant', status: 'live', notetakerOnly: true },
    'The chair lets only the notetaker write on this call.',
  ],
  [
    'guests refused',
    guest,
    { callGuest: true, guestsAllowed: false },
    'The chair does not let guests write on this call.',
  ],
])('the reason names the cause: %s', (_cause, actor, ties, sentence) => {
  expect(access(actor, { ...facts, ...ties }).readOnlyReason).toBe(sentence);
});
