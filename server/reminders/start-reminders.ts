import { log } from '#server/log.ts';
import { sendMail } from '#server/mail/send-mail.ts';
import { sendCallMails } from './send-call-mails.ts';

const EVERY_MS = 60_000;
/** How long the end of the server waits for the mail that is being sent. */
const PATIENCE_MS = 3000;

/**
 * Sends the mails about calls that are due, at once and then each minute. Returns the function that ends it; the mail that
 * is being sent is sent first, when that does not take long.
 */
export function startReminders(): () => Promise<void> {
  let ending = false;
  let running: Promise<void> | null = null;
  const begin = (): void => {
    // A slow mail server makes a round take longer than a minute.
    running ??= round(() => !ending).finally(() => {
      running = null;
    });
  };
  const timer = setInterval(begin, EVERY_MS);
  timer.unref();
  begin();
  return async () => {
    clearInterval(timer);
    ending = true;
    const patience = new Promise<void>((resolve) => {
      setTimeout(resolve, PATIENCE_MS).unref();
    });
    await Promise.race([running, patience]);
  };
}

async function round(goesOn: () => boolean): Promise<void> {
  try {
    const sent = await sendCallMails({ now: new Date(), send: sendMail, goesOn });
    if (sent > 0) log.info({ sent }, 'mails about calls sent');
  } catch (error) {
    log.warn({ err: error }, 'sending mails about calls failed');
  }
}
