import { AppError } from '#lib/errors.ts';
import { loadEnv } from '#server/env.ts';
import { log } from '#server/log.ts';
import { mailCounts } from '#server/metrics/server-figures.ts';
import { mailHtml } from './mail-html.ts';
import { mailer } from './mailer.ts';

/** One mail to one person. */
export type Mail = {
  /** One address, alone or with the name of whoever reads there. */
  to: string | { name: string; address: string };
  subject: string;
  /** The whole mail in plain words: what is sent as its text part, and printed where no mail server is set up. */
  text: string;
  /** Left out, it is made of the text. */
  html?: string;
  headers?: Readonly<Record<string, string>>;
};

const ADDRESS = /^[^\s@,;<>"()[\]\\:\p{Cc}]{1,64}@[^\s@,;<>"()[\]\\:\p{Cc}]{1,255}$/u;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,60}$/u;

/**
 * Hands a mail to the mail server that `SMTP_URL` names, and returns once it has taken it. Without `SMTP_URL` the mail
 * stands in the log instead. Line breaks in the subject, names and headers become spaces.
 * @throws AppError invalid for anything but one plain address or for a header that no mail may have, unavailable when the
 * mail server does not take the mail within its time.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl, mailFrom } = loadEnv();
  const { name, address } = typeof mail.to === 'string' ? { name: '', address: mail.to } : mail.to;
  if (!ADDRESS.test(address)) {
    throw new AppError('invalid', { message: 'A mail goes to one plain e-mail address. Nothing was sent.' });
  }
  const subject = oneLine(mail.subject);
  const headers = safeHeaders(mail.headers ?? {});
  if (smtpUrl === null || mailFrom === null) {
    printMail(address, subject, mail.text);
    return;
  }
  const counts = mailCounts();
  try {
    await mailer(smtpUrl).sendMail({
      from: mailFrom,
      to: { name: oneLine(name), address },
      subject,
      text: mail.text,
      html: mail.html ?? mailHtml(mail.text),
      headers,
      // Nothing of a mail may name a file or an address for the server to read.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    counts.sent += 1;
  } catch (error) {
    counts.failed += 1;
    throw new AppError('unavailable', {
      message: 'The mail server did not take the mail. Try again in a minute.',
      cause: error,
    });
  }
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function safeHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const wrong = Object.keys(headers).find((name) => !HEADER_NAME.test(name));
  if (wrong !== undefined) {
    throw new AppError('invalid', { message: `No mail may have the header ${JSON.stringify(wrong)}.` });
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]));
}

/** The one entry of the log that is made to be read by a person: it is all there is of the mail. */
function printMail(address: string, subject: string, text: string): void {
  if (!log.isLevelEnabled('info')) return;
  const bar = '─'.repeat(72);
  const head = 'No mail server is set up (SMTP_URL), so this mail was not sent:';
  process.stderr.write(`${bar}\n${head}\nTo: ${address}\nSubject: ${subject}\n\n${text.trim()}\n${bar}\n`);
}
