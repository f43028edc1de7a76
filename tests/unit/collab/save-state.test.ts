import { describe, expect, it, test } from 'vitest';
import {
  mustAskBeforeLeaving,
  saveState,
  saveStateAnnouncement,
  saveStateText,
  type SaveFacts,
  type SaveState,
} from '#lib/collab/save-state.ts';

const writer = { write: true, reason: null, callStatus: 'live' } as const;
const reader = { write: false, reason: 'The chair has locked the agenda.', callStatus: 'planned' } as const;

const calm: SaveFacts = {
  opened: true,
  connection: 'connected',
  synced: true,
  framesSent: 1,
  framesSaved: 1,
  unsavedChanges: 0,
  unsavedSince: null,
  access: writer,
  storage: 'ok',
  closedFor: null,
  retryAt: null,
  online: true,
  localCopy: true,
  now: 100_000,
};
const cut: Partial<SaveFacts> = { connection: 'disconnected', synced: false };
const typed: Partial<SaveFacts> = { unsavedChanges: 3, unsavedSince: 99_000 };

describe('the save state', () => {
  test.each<[string, Partial<SaveFacts>, string]>([
    ['everything told saved', {}, 'Saved'],
    ['a change waiting for the server', { ...typed, framesSent: 2 }, 'Saving…'],
    ['a change not even sent', typed, 'Saving…'],
    ['the first answer to the server not told saved', { framesSent: 2 }, 'Saving…'],
    ['a change waiting too long', { ...typed, framesSent: 2, unsavedSince: 98_400 }, 'Can’t save. The server has not confirmed your last changes.'],
    ['nothing known about access yet', { access: null }, 'Opening…'],
    ['a copy still to be loaded', { ...cut, opened: false, connection: 'connecting' }, 'Opening…'],
    ['no network before the first load', { ...cut, opened: false, online: false }, 'Offline'],
    ['a cut with changes', { ...cut, ...typed }, 'Offline, kept on this device (3 changes)'],
    ['a cut with one change', { ...cut, unsavedChanges: 1, unsavedSince: 99_000 }, 'Offline, kept on this device (1 change)'],
    ['a cut with changes while trying again', { ...cut, ...typed, connection: 'connecting' }, 'Offline, kept on this device (3 changes)'],
    ['a socket that has not synced yet, with changes', { ...typed, synced: false }, 'Offline, kept on this device (3 changes)'],
    ['a cut, and no copy here', { ...cut, ...typed, localCopy: false }, 'Can’t save. There is no connection, and this browser keeps no copy of your text.'],
    ['a cut without changes', { ...cut, retryAt: 104_200 }, 'Reconnecting (5 s)'],
    ['an attempt under way', { ...cut, connection: 'connecting' }, 'Reconnecting…'],
    ['no network and no changes', { ...cut, online: false }, 'Offline'],
    ['no right to write', { access: reader }, 'Read-only. The chair has locked the agenda.'],
    ['the right lost with unsaved changes', { access: reader, ...typed }, 'Can’t save. The chair has locked the agenda.'],
    ['a failing database', { storage: 'failing' }, 'Can’t save. The server cannot store changes at the moment. It keeps trying.'],
    ['signed out', { ...cut, closedFor: 4401 }, 'Can’t save. You are signed out. Sign in again; your text is kept here.'],
    ['notes that are full', { ...cut, ...typed, closedFor: 4413 }, 'Can’t save. These notes are full. What you typed last is kept here and was not sent. Delete what is no longer needed and reload the page, or copy your text and go on in the next call.'],
    ['an old page', { ...cut, closedFor: 4999 }, 'Can’t save. Callnotes was updated. Reload the page to go on; your text is kept.'],
    ['a reader shown out', { ...cut, closedFor: 4403, access: reader }, 'Read-only. You may no longer open these notes.'],
    ['a writer shown out', { ...cut, closedFor: 4403, ...typed }, 'Can’t save. You may no longer open these notes.'],
    ['an unknown reason', { ...cut, closedFor: 4444 }, 'Can’t save. The server ended the connection.'],
  ])('with %s', (_name, facts, expected) => {
    expect(saveStateText(saveState({ ...calm, ...facts }))).toBe(expected);
  }); // prettier-ignore

  it('is never "Saved" while a frame is unconfirmed, a change unsent or the line cut', () => {
    const booleans = [true, false];
    for (const connection of ['connecting', 'connected', 'disconnected'] as const)
      for (const synced of booleans)
        for (const framesSaved of [0, 1])
          for (const unsavedChanges of [0, 1])
            for (const storage of ['ok', 'failing'] as const)
              for (const access of [writer, reader, null]) {
                const state = saveState({
                  ...calm,
                  connection,
                  synced,
                  framesSaved,
                  unsavedChanges,
                  storage,
                  access,
                });
                const safe =
                  connection === 'connected' && synced && framesSaved === 1 && unsavedChanges === 0;
                expect(state.kind === 'saved').toBe(safe && storage === 'ok' && access === writer);
              }
  });

  it('makes the browser ask before leaving exactly while something is unsaved', () => {
    expect(mustAskBeforeLeaving(calm)).toBe(false);
    expect(mustAskBeforeLeaving({ ...calm, unsavedChanges: 1 })).toBe(true);
    expect(mustAskBeforeLeaving({ ...calm, ...cut })).toBe(false);
  });
});

describe('the announcement', () => {
  const offline: SaveState = { kind: 'offline', changes: 12 };
  test.each<[SaveState, SaveState, string | null]>([
    [{ kind: 'saved' }, { kind: 'saving' }, null],
    [{ kind: 'saving' }, { kind: 'saved' }, null],
    [{ kind: 'opening' }, { kind: 'saved' }, null],
    [{ kind: 'saved' }, { kind: 'reconnecting', seconds: 2 }, 'Connection lost. Reconnecting.'],
    [{ kind: 'reconnecting', seconds: 2 }, { kind: 'reconnecting', seconds: 1 }, null],
    [{ kind: 'saving' }, offline, 'Offline. Your text is kept on this device.'],
    [offline, { kind: 'offline', changes: 13 }, null],
    [offline, { kind: 'saved' }, 'Saved. 12 changes sent.'],
    [{ kind: 'reconnecting', seconds: 1 }, { kind: 'saved' }, 'Connected again. Saved.'],
    [{ kind: 'saved' }, { kind: 'readOnly', why: 'Locked.' }, 'Read-only. Locked.'],
    [{ kind: 'readOnly', why: 'Locked.' }, { kind: 'readOnly', why: 'Published.' }, 'Read-only. Published.'],
    [{ kind: 'readOnly', why: 'Locked.' }, { kind: 'saved' }, 'You can edit these notes now.'],
    [{ kind: 'saving' }, { kind: 'cannotSave', why: 'Too large.' }, 'Can’t save. Too large.'],
    [{ kind: 'cannotSave', why: 'Full.' }, { kind: 'saved' }, 'Connected again. Saved.'],
  ])('from %j to %j is %j', (before, after, expected) => {
    expect(saveStateAnnouncement(before, after)).toBe(expected);
  });
});
