import {
  claimMail,
  dropMail,
  markMailSent,
  queueReminders,
  retryMail,
  type CallMail,
} from '#server/db/call-mails.ts';
import { log } from '#server/log.ts';
import type { Mail } from '#server/mail/send-mail.ts';
import { writeCallMail } from './write-call-mail.ts';

export type SendCallMailsOptions = {
  now: Date;
  send(mail: Mail): Promise<void>;
  /** Asked before each mail: whether another one may be begun. */
  goesOn?: () => boolean;
};

/**
 * Reminds the members of calls that start within a day, and sends every mail about moved and cancelled calls that is due.
 * Each mail is claimed before it is sent, so that of any number of processes one sends it, once. One that cannot be sent is
 * tried three more times. Returns how many were sent.
 */
export async function sendCallMails({
  now,
  send,
  goesOn = () => true,
}: SendCallMailsOptions): Promise<number> {
  await queueReminders(now);
  let sent = 0;
  while (goesOn()) {
    const claimed = await claimMail(now);
    if (claimed === null) break;
    if (await sendOne(claimed, now, send)) sent += 1;
  }
  return sent;
}

async function sendOne(claimed: CallMail, now: Date, send: (mail: Mail) => Promise<void>): Promise<boolean> {
  const mail = await writeCallMail(claimed, now);
  if (mail === null) {
    await dropMail(claimed);
    return false;
  }
  try {
    await send(mail);
  } catch (error) {
    const again = await retryMail(claimed, now);
    const { callId, userId, kind, tries } = claimed;
    // The error of a mail server may name the address.
    log.warn({ callId, userId, kind, tries, again, code: codeOf(error) }, 'a mail about a call was not sent');
    return false;
  }
  await markMailSent(claimed, now);
  return true;
}

/** What kind of failure it was: the mail server's answer code, or the connection's. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (typeof cause !== 'object' || cause === null) return 'unknown';
  const code: unknown = Reflect.get(cause, 'responseCode') ?? Reflect.get(cause, 'code');
  return typeof code === 'string' || typeof code === 'number' ? String(code) : 'unknown';
}
