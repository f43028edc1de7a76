import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import { parseCode } from '#lib/sign-in/parse-code.ts';
import {
  countTry,
  createSignInMail,
  findSignInMail,
  findSignInMailByLink,
  MAX_TRIES,
  useSignInMail,
  type SignInMail,
} from '#server/db/sign-in-mails.ts';
import { loadEnv } from '#server/env.ts';
import { sendMail } from '#server/mail/send-mail.ts';
import { parseEmail } from './parse-email.ts';
import { countAttempt } from './rate-limits.ts';

/** How long a mail's link and digits count, in seconds. */
export const MAIL_SECONDS = 10 * 60;

/** A mail that was asked for, not sent yet. */
export type AskedMail = { mailId: string; email: string; send: () => Promise<void> };

/**
 * Makes a mail that signs the reader of an address in, known here or not, and counts the asking. `next` is the path to go to
 * then. The caller sends it after answering, so that the answer says nothing by the time it takes either.
 * @throws AppError invalid for anything but one address, too_many when too many mails were asked for.
 */
export async function askForMail(text: string, next: string, address: string): Promise<AskedMail> {
  const email = parseEmail(text);
  await countAttempt('mailAddress', address);
  await countAttempt('mailAll', 'all');
  await countAttempt('mailAccount', email);
  await countAttempt('mailAccountDay', email);
  const mailId = randomUUID();
  const link = randomBytes(32).toString('base64url');
  const code = randomInt(1_000_000).toString().padStart(6, '0');
  await createSignInMail({
    id: mailId,
    email,
    linkHash: hashOfLink(link),
    codeHash: hashOfCode(mailId, code),
    expiresAt: new Date(Date.now() + MAIL_SECONDS * 1000),
  });
  return { mailId, email, send: () => sendMail({ to: email, ...words(link, code, next) }) };
}

/**
 * The address that a mail's digits prove, in the browser that asked for the mail; uses the mail up.
 * @throws AppError invalid for wrong digits, with the tries left; gone when the mail is used, over, or was tried too often;
 * too_many when digits are tried too often from one network address or for one e-mail address.
 */
export async function proveByCode(mailId: string, text: string, address: string): Promise<string> {
  const code = parseCode(text);
  if (code === null) throw wrongCode('Write the six digits that stand in the mail.');
  await countAttempt('proofAddress', address);
  const mail = await findSignInMail(mailId);
  if (mail === null) throw mailGone();
  await countAttempt('codeAccount', mail.email);
  if (!(await countTry(mailId))) throw mailGone();
  const right = timingSafeEqual(Buffer.from(mail.codeHash), Buffer.from(hashOfCode(mailId, code)));
  if (!right) {
    const left = MAX_TRIES - mail.tries - 1;
    if (left <= 0) throw mailGone('Those are not the digits, and this mail is used up now. Ask for another.');
    throw wrongCode(`Those are not the digits of the mail. ${tries(left)} left.`);
  }
  if (!(await useSignInMail(mailId))) throw mailGone();
  return mail.email;
}

/** What a link's page may say before its button is pressed: the address it signs in; null when the link counts no more. */
export async function addressOfLink(link: string): Promise<string | null> {
  const mail = await findSignInMailByLink(hashOfLink(link));
  return mail !== null && counts(mail) ? mail.email : null;
}

/**
 * The address that a mail's link proves; uses the mail up.
 * @throws AppError gone when the link is made up, used or over; too_many when links are tried too often.
 */
export async function proveByLink(link: string, address: string): Promise<string> {
  await countAttempt('proofAddress', address);
  const mail = await findSignInMailByLink(hashOfLink(link));
  if (mail === null || !(await useSignInMail(mail.id))) throw mailGone();
  return mail.email;
}

function counts(mail: SignInMail): boolean {
  return mail.usedAt === null && mail.expiresAt.getTime() > Date.now();
}

function wrongCode(problem: string): AppError {
  return new AppError('invalid', { message: 'You are not signed in yet.', details: { code: problem } });
}

function mailGone(
  message = 'This mail does not sign in any more: it was used, or is older than ten minutes.',
): AppError {
  return new AppError('gone', { message });
}

function tries(count: number): string {
  return count === 1 ? 'One try is' : `${String(count)} tries are`;
}

function hashOfLink(link: string): string {
  return createHash('sha256').update(link).digest('hex');
}

function hashOfCode(mailId: string, code: string): string {
  return createHash('sha256').update(`${mailId} ${code}`).digest('hex');
}

function words(link: string, code: string, next: string): { subject: string; text: string } {
  const { publicUrl } = loadEnv();
  const address = new URL('/sign-in/link', publicUrl);
  address.searchParams.set('token', link);
  if (next !== '/') address.searchParams.set('callbackUrl', next);
  return {
    subject: `${code.slice(0, 3)} ${code.slice(3)} signs you in to Callnotes`,
    text: [
      `Type these digits on the page where you asked for this mail:`,
      `${code.slice(0, 3)} ${code.slice(3)}`,
      `Or open this address, on any device, and press the button there:`,
      address.href,
      `Either works once, for ten minutes, at ${publicUrl}.`,
      'If you did not ask for this mail, do nothing: nobody is signed in without it. Pass the digits on to nobody.',
    ].join('\n\n'),
  };
}
