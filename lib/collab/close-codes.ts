/**
 * Why the server ends a socket, and what the browser tells the person. Codes 4400 to 4499 tell the stock
 * y-websocket client not to reconnect; every other code is retried with back-off.
 */
export const closeCodes = {
  goingAway: {
    code: 1001,
    retry: true,
    text: 'The server is restarting. Your text is kept here and is sent again.',
  },
  textFrame: {
    code: 1003,
    retry: false,
    text: 'This page sent something the server does not read. Reload the page.',
  },
  tooBig: {
    code: 1009,
    retry: false,
    text: 'That change is too large to send. Copy your text, undo it and paste it in parts.',
  },
  internal: { code: 1011, retry: true, text: 'Something went wrong on the server. Connecting again.' },
  accessChanged: { code: 4205, retry: true, text: 'Your access changed. Connecting again.' },
  malformed: {
    code: 4400,
    retry: false,
    text: 'This page sent something the server does not understand. Reload the page.',
  },
  signIn: { code: 4401, retry: false, text: 'You are signed out. Sign in again; your text is kept here.' },
  forbidden: { code: 4403, retry: false, text: 'You may no longer open these notes.' },
  otherLineage: { code: 4409, retry: false, text: 'These notes were replaced. Reload the page.' },
  notesFull: {
    code: 4413,
    retry: false,
    text: 'These notes are full. What you typed last is kept here and was not sent. Delete what is no longer needed and reload the page, or copy your text and go on in the next call.',
  },
  tooFast: {
    code: 4429,
    retry: true,
    text: 'Too many changes at once. Your text is kept here and is sent again in a moment.',
  },
  slowReader: { code: 4508, retry: true, text: 'The connection was too slow to keep up. Connecting again.' },
  cannotLoad: {
    code: 4500,
    retry: true,
    text: 'The notes cannot be loaded at the moment. Nothing is lost; trying again.',
  },
  full: { code: 4503, retry: true, text: 'Too many people are connected. Trying again.' },
  editorTooOld: {
    code: 4999,
    retry: false,
    text: 'Callnotes was updated. Reload the page to go on; your text is kept.',
  },
} as const satisfies Record<string, { code: number; retry: boolean; text: string }>;

export type CloseReason = keyof typeof closeCodes;

/** The reason that stands for a close code; null for codes that are not ours. */
export function closeReason(code: number): CloseReason | null {
  for (const [reason, entry] of Object.entries(closeCodes)) {
    if (entry.code === code) return reason as CloseReason;
  }
  return null;
}

/** Whether a browser tries again after its socket was closed so; it does after codes that are not ours. */
export function mayReconnect(code: number): boolean {
  const reason = closeReason(code);
  return reason === null || closeCodes[reason].retry;
}
