import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { log } from '#server/log.ts';
import { closeMailer, tryMailServer } from '#server/mail/mailer.ts';
import { sendMail, type Mail } from '#server/mail/send-mail.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';

const mail: Mail = {
  to: 'ada@example.org',
  subject: 'Your link — “Callnotes”',
  text: 'Hello Ada,\n\nopen https://notes.example.org/a?b=1&c=2 now.\n\nWeiß & <b>bold</b> "quoted" it is.',
};

describe('with a mail server', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMailServer();
    vi.stubEnv('SMTP_URL', server.url);
    vi.stubEnv('MAIL_FROM', 'Callnotes <notes@example.org>');
  });
  afterEach(async () => {
    closeMailer();
    await server.close();
    vi.unstubAllEnvs();
  });

  test('a mail arrives with a text part as written and an HTML part that escapes it', async () => {
    await sendMail(mail);
    const got = await server.mailTo('ada@example.org');
    expect(got.from).toBe('notes@example.org');
    expect(got.to).toEqual(['ada@example.org']);
    expect(got.header('from')).toBe('Callnotes <notes@example.org>');
    expect(got.text.replaceAll('\r\n', '\n')).toBe(mail.text);
    expect(got.html).toContain('<p>Hello Ada,</p>');
    expect(got.html).toContain(
      '<a href="https://notes.example.org/a?b=1&amp;c=2">https://notes.example.org/a?b=1&amp;c=2</a>',
    );
    expect(got.html).toContain('Weiß &amp; &lt;b&gt;bold&lt;/b&gt; &quot;quoted&quot; it is.');
  });

  test('line breaks in subject, name and headers add no header and no recipient', async () => {
    await sendMail({
      ...mail,
      to: { name: 'Ada\r\nBcc: eve@evil.example', address: 'ada@example.org' },
      subject: 'Call\r\nBcc: eve@evil.example\u2028and\u0000more',
      headers: { 'List-Unsubscribe': '<https://notes.example.org>\nBcc: eve@evil.example' },
    });
    const got = await server.mailTo('ada@example.org');
    expect(got.to).toEqual(['ada@example.org']);
    expect(got.header('bcc')).toBeNull();
    expect(got.header('subject')).toBe('Call Bcc: eve@evil.example and more');
    expect(got.header('list-unsubscribe')).toContain('Bcc: eve@evil.example');
    expect(server.mails).toHaveLength(1);
  });

  test.each([
    'ada@example.org, eve@evil.example',
    'ada@example.org\r\nRCPT TO:<eve@evil.example>',
    '<ada@example.org>',
    'ada',
    '',
  ])('%j gets no mail', async (to) => {
    await expect(sendMail({ ...mail, to })).rejects.toMatchObject({ code: 'invalid' });
    expect(server.mails).toEqual([]);
  });

  test('a header with a colon or a line break in its name is refused', async () => {
    for (const name of ['X-A: 1\r\nBcc', 'X A', '']) {
      await expect(sendMail({ ...mail, headers: { [name]: 'x' } })).rejects.toMatchObject({
        code: 'invalid',
      });
    }
    expect(server.mails).toEqual([]);
  });

  test('nothing of a mail is read from a file or an address', async () => {
    await sendMail({ ...mail, text: 'file:///etc/passwd', html: '<p>http://127.0.0.1:1/x</p>' });
    const got = await server.mailTo('ada@example.org');
    expect(got.text).toBe('file:///etc/passwd');
    expect(got.html).toBe('<p>http://127.0.0.1:1/x</p>');
  });

  test('many mails at once go over few connections', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sendMail(mail)));
    expect(server.mails).toHaveLength(20);
  });
});

test('a server that asks for a name and a password gets those of the address, and is told apart from a wrong one', async () => {
  const server = await startMailServer({ login: { user: 'notes', password: 'harbour' } });
  vi.stubEnv('SMTP_URL', server.url);
  vi.stubEnv('MAIL_FROM', 'notes@example.org');
  await sendMail(mail);
  expect(server.mails).toHaveLength(1);
  await expect(tryMailServer(server.url)).resolves.toBeUndefined();
  await expect(tryMailServer(server.url.replace('harbour', 'wrong'))).rejects.toThrow('Invalid');
  closeMailer();
  await server.close();
  vi.unstubAllEnvs();
});

test('a mail server that is away makes an error that says what to do, and no mail is told sent', async () => {
  const server = await startMailServer();
  await server.close();
  vi.stubEnv('SMTP_URL', server.url);
  vi.stubEnv('MAIL_FROM', 'notes@example.org');
  await expect(sendMail(mail)).rejects.toMatchObject({ code: 'unavailable' });
  closeMailer();
  vi.unstubAllEnvs();
});

test('without a mail server the whole mail stands in the log at info, and nowhere at warn', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { level } = log;
  log.level = 'info';
  await sendMail({ ...mail, subject: 'One\r\nline' });
  log.level = 'warn';
  await sendMail(mail);
  log.level = level;
  expect(write).toHaveBeenCalledOnce();
  const printed = String(write.mock.calls[0]?.[0]);
  expect(printed).toContain('To: ada@example.org\nSubject: One line\n\nHello Ada,');
  expect(printed).toContain(mail.text);
});
