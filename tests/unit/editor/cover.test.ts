// @vitest-environment happy-dom
import { describe, expect, it, test } from 'vitest';
import { CoverDesk } from '#components/editor/cover/cover-desk.ts';
import { coverNews } from '#components/editor/cover/cover-news.ts';
import { takeNotes } from '#components/editor/commands/take-notes.ts';
import type { CallCommand, CallStateMessage } from '#lib/collab/call-state.ts';
import type { SaveFacts } from '#lib/collab/save-state.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const ada = { userId: 'ada', name: 'Ada' };
const bo = { userId: 'bo', name: 'Bo' };
const state = (change: Partial<CallStateMessage> = {}): CallStateMessage => ({
  version: 1,
  notetaker: ada,
  cover: null,
  votes: [],
  ticks: [],
  ...change,
});
const asked = state({ cover: ada });

describe('what a change of a call’s state means', () => {
  test.each([
    [
      'to who asks',
      { before: state(), after: asked, me: 'ada' },
      'Asked. Waiting for somebody to take over the notes.',
    ],
    [
      'to who may take over',
      { before: state(), after: asked, me: 'bo' },
      'Ada asks somebody to take over the notes.',
    ],
    [
      'to who comes while somebody asks',
      { before: null, after: asked, me: 'bo' },
      'Ada asks somebody to take over the notes.',
    ],
    ['to a reader', { before: state(), after: asked, me: 'robin', mayWrite: false }, null],
    ['when it is told again', { before: asked, after: { ...asked, version: 2 }, me: 'bo' }, null],
    [
      'to who asked, when another takes over',
      { before: asked, after: state({ notetaker: bo }), me: 'ada' },
      'Bo takes the notes now.',
    ],
    [
      'to who was too late',
      { before: asked, after: state({ notetaker: bo }), me: 'cem', asked: 'takeOver' },
      'Bo takes the notes now.',
    ],
    [
      'to who takes it back',
      { before: asked, after: state(), me: 'ada', asked: 'withdrawCover' },
      'Nobody is asked any more.',
    ],
    [
      'to who asked, when the time is over',
      { before: asked, after: state(), me: 'ada' },
      'Your request for cover has ended.',
    ],
    ['to the others then', { before: asked, after: state(), me: 'bo' }, null],
    [
      'when the chair assigns somebody',
      { before: state(), after: state({ notetaker: bo }), me: 'cem' },
      null,
    ],
  ] as const)('%s', (_, change, words) => {
    expect(coverNews({ mayWrite: true, asked: null, ...change })).toEqual({ words, takesOver: false });
  });

  it('is that the notes go on here, for the page that took over and no other of the same person', () => {
    const change = { before: asked, after: state({ notetaker: bo }), me: 'bo', mayWrite: true };
    expect(coverNews({ ...change, asked: 'takeOver' })).toEqual({
      words: 'You take the notes now.',
      takesOver: true,
    });
    expect(coverNews({ ...change, asked: null }).takesOver).toBe(false);
  });
});

describe('the chord', () => {
  function desk(callState: CallStateMessage | null, facts: Partial<SaveFacts> = {}, connected = true) {
    const sent: CallCommand['kind'][] = [];
    const announced: string[] = [];
    const access = { write: true, reason: null, callStatus: 'live' as const };
    const made = new CoverDesk({
      me: 'bo',
      announce: (text) => void announced.push(text),
      session: {
        getSnapshot: () => ({ callState, facts: { access, ...facts } as SaveFacts }),
        command: ({ kind }) => {
          if (connected) sent.push(kind);
          return connected;
        },
      },
    });
    made.press();
    return { sent, announced };
  }

  it('asks, takes one’s own request back, and takes over from somebody else', () => {
    expect(desk(state()).sent).toEqual(['askCover']);
    expect(desk(state({ cover: bo })).sent).toEqual(['withdrawCover']);
    expect(desk(asked).sent).toEqual(['takeOver']);
  });

  it('says so where it can do nothing', () => {
    expect(desk(state(), {}, false).announced).toEqual([
      'There is no connection to the server. Nobody was asked.',
    ]);
    const planned = { access: { write: true, reason: null, callStatus: 'planned' as const } };
    expect(desk(state(), planned)).toMatchObject({
      sent: [],
      announced: [expect.stringContaining('before the call')],
    });
    const reading = { access: { write: false, reason: 'no', callStatus: 'live' as const } };
    expect(desk(state(), reading)).toMatchObject({
      sent: [],
      announced: [expect.stringContaining('Only those')],
    });
  });

  it('is c after the leader', () => {
    const me = new TypingEditor(notes(line({ id: 'a' }, 'text')));
    me.caret(0).press('Ctrl-.', 'c');
    expect(me.coverPressed).toBe(1);
    expect(me.rows).toEqual(['text']);
    me.destroy();
  });
});

describe('where the notes go on', () => {
  function goOn(...blocks: Parameters<typeof notes>): string[] {
    const me = new TypingEditor(notes(...blocks));
    takeNotes(me.editor.state, me.editor.view.dispatch);
    me.type('here');
    const { rows } = me;
    me.destroy();
    return rows;
  }

  it('is a new line at the end of the current item', () => {
    const rows = goOn(
      item({ id: 'h1', state: 'current' }, 'One'),
      line({ id: 'a', at: '2026-03-10T14:00:00.000Z' }, 'said'),
      item({ id: 'h2' }, 'Two'),
      line({ id: 'b', at: '2026-03-10T15:00:00.000Z' }, 'later'),
    );
    expect(rows).toEqual(['# One', 'said', 'here', '# Two', 'later']);
  });

  it('is the section of the line begun last while no item is current', () => {
    const rows = goOn(
      item({ id: 'h1' }, 'One'),
      line({ id: 'a', at: '2026-03-10T15:00:00.000Z' }, 'latest'),
      line({ id: 'e' }),
      item({ id: 'h2' }, 'Two'),
      line({ id: 'b', at: '2026-03-10T14:00:00.000Z' }, 'earlier'),
    );
    expect(rows).toEqual(['# One', 'latest', '', 'here', '# Two', 'earlier']);
  });

  it('is the end of notes in which nothing was said, also right below a current heading', () => {
    expect(goOn(item({ id: 'h1' }, 'One'), line({ id: 'a' }))).toEqual(['# One', '', 'here']);
    expect(goOn(item({ id: 'h1', state: 'current' }, 'One'), item({ id: 'h2' }, 'Two'))).toEqual([
      '# One',
      'here',
      '# Two',
    ]);
  });
});
