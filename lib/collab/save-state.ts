import { closeCodes, closeReason } from './close-codes.ts';
import type { AccessMessage, StorageMessage } from './protocol.ts';

/** How long a change may wait for the server's word before it counts as not saved; shown within two seconds. */
const SAVE_PATIENCE_MS = 1500;

/** What is known about the way from this page to the database. */
export type SaveFacts = {
  /** Whether there is an editable copy of the notes yet. */
  opened: boolean;
  connection: 'connecting' | 'connected' | 'disconnected';
  /** Whether this socket has received the server's state. */
  synced: boolean;
  /** Document frames sent on this socket, and how many of them the server has called saved. */
  framesSent: number;
  framesSaved: number;
  /** Local changes since everything was last saved, those of earlier visits included. */
  unsavedChanges: number;
  /** Since when the server owes its word for the oldest of them, in ms of any clock; null when there is none. */
  unsavedSince: number | null;
  /** Last word about the right to write; null before the first. */
  access: AccessMessage | null;
  storage: StorageMessage['state'];
  /** Code with which the server ended the socket for good; null while it may be tried again. */
  closedFor: number | null;
  /** When the next attempt to connect begins, on the clock of `now`; null when none is waiting. */
  retryAt: number | null;
  /** Whether the browser says that it has a network. */
  online: boolean;
  /** Whether this browser keeps a copy of the notes. */
  localCopy: boolean;
  now: number;
};

export type SaveState =
  | { kind: 'opening' }
  | { kind: 'saved' }
  | { kind: 'saving' }
  | { kind: 'offline'; changes: number }
  | { kind: 'reconnecting'; seconds: number }
  | { kind: 'readOnly'; why: string }
  | { kind: 'cannotSave'; why: string };

const NO_COPY = 'There is no connection, and this browser keeps no copy of your text.';
const STORAGE_FAILING = 'The server cannot store changes at the moment. It keeps trying.';
const NO_ANSWER = 'The server has not confirmed your last changes.';
const NO_ACCESS = 'You can no longer change these notes.';

/**
 * The one honest sentence about a page's changes. "Saved" only when every document frame that was sent is told
 * saved and nothing local is unsent.
 */
export function saveState(facts: SaveFacts): SaveState {
  const unsaved = facts.unsavedChanges > 0;
  if (facts.closedFor !== null) {
    const reason = closeReason(facts.closedFor);
    const why = reason === null ? 'The server ended the connection.' : closeCodes[reason].text;
    return unsaved || facts.access?.write !== false ? { kind: 'cannotSave', why } : { kind: 'readOnly', why };
  }
  if (facts.connection === 'connected' && facts.synced) return connectedState(facts, unsaved);
  if (!facts.opened) return facts.online ? { kind: 'opening' } : { kind: 'offline', changes: 0 };
  if (unsaved && !facts.localCopy) return { kind: 'cannotSave', why: NO_COPY };
  if (unsaved || !facts.online) return { kind: 'offline', changes: facts.unsavedChanges };
  const seconds = facts.retryAt === null ? 0 : Math.max(0, Math.ceil((facts.retryAt - facts.now) / 1000));
  return { kind: 'reconnecting', seconds };
}

function connectedState(facts: SaveFacts, unsaved: boolean): SaveState {
  if (facts.access !== null && !facts.access.write) {
    const why = facts.access.reason ?? NO_ACCESS;
    return unsaved ? { kind: 'cannotSave', why } : { kind: 'readOnly', why };
  }
  if (facts.storage === 'failing') return { kind: 'cannotSave', why: STORAGE_FAILING };
  if (facts.access === null && !unsaved) return { kind: 'opening' };
  if (!unsaved && facts.framesSaved >= facts.framesSent) return { kind: 'saved' };
  if (unsaved && facts.unsavedSince !== null && facts.now - facts.unsavedSince > SAVE_PATIENCE_MS) {
    return { kind: 'cannotSave', why: NO_ANSWER };
  }
  return { kind: 'saving' };
}

/** Whether leaving the page now could lose something, so that the browser must ask. */
export function mustAskBeforeLeaving(facts: SaveFacts): boolean {
  return facts.unsavedChanges > 0;
}

/** The state in words, as it stands next to the title. */
export function saveStateText(state: SaveState): string {
  switch (state.kind) {
    case 'opening':
      return 'Opening…';
    case 'saved':
      return 'Saved';
    case 'saving':
      return 'Saving…';
    case 'offline':
      return state.changes === 0
        ? 'Offline'
        : `Offline, kept on this device (${countChanges(state.changes)})`;
    case 'reconnecting':
      return state.seconds === 0 ? 'Reconnecting…' : `Reconnecting (${state.seconds} s)`;
    case 'readOnly':
      return `Read-only. ${state.why}`;
    case 'cannotSave':
      return `Can’t save. ${state.why}`;
  }
}

/**
 * What a screen reader is told when the state changes; null when the change means nothing to a person, such as
 * each "Saving…" and "Saved" while typing.
 */
export function saveStateAnnouncement(before: SaveState, after: SaveState): string | null {
  if (before.kind === after.kind) {
    return 'why' in after && 'why' in before && before.why !== after.why ? saveStateText(after) : null;
  }
  switch (after.kind) {
    case 'opening':
    case 'saving':
      return null;
    case 'saved':
      if (before.kind === 'offline' && before.changes > 0) {
        return `Saved. ${countChanges(before.changes)} sent.`;
      }
      if (before.kind === 'readOnly') return 'You can edit these notes now.';
      return before.kind === 'saving' || before.kind === 'opening' ? null : 'Connected again. Saved.';
    case 'offline':
      return 'Offline. Your text is kept on this device.';
    case 'reconnecting':
      return 'Connection lost. Reconnecting.';
    case 'readOnly':
    case 'cannotSave':
      return saveStateText(after);
  }
}

function countChanges(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`;
}
