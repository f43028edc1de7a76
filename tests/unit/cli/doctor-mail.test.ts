import { expect, test } from 'vitest';
import { checkMail } from '#server/cli/doctor-mail.ts';
import { loadEnv } from '#server/env.ts';
import { startMailServer } from '#tests/support/mail-server.ts';

const from = { MAIL_FROM: 'Callnotes <notes@example.org>' };

test('without a mail server doctor notes where mails are', async () => {
  expect(await checkMail(loadEnv({}))).toEqual({
    state: 'note',
    name: 'mail',
    text: 'No SMTP_URL: mails stand in the log of the server.',
  });
});

test('doctor tries the mail server without sending anything, and says what is wrong without the password', async () => {
  const server = await startMailServer({ login: { user: 'notes', password: 'harbour' } });
  const right = await checkMail(loadEnv({ ...from, SMTP_URL: server.url }));
  expect(right).toMatchObject({ state: 'ok', name: 'mail' });
  expect(right.text).toContain('from Callnotes <notes@example.org>');
  const wrong = await checkMail(loadEnv({ ...from, SMTP_URL: server.url.replace('harbour', 'seaside') }));
  expect(wrong).toMatchObject({ state: 'fail', name: 'mail' });
  expect(wrong.text).toContain('Look at SMTP_URL.');
  expect(wrong.text).not.toContain('seaside');
  expect(server.mails).toEqual([]);
  await server.close();
  const away = await checkMail(loadEnv({ ...from, SMTP_URL: server.url }));
  expect(away.state).toBe('fail');
});
