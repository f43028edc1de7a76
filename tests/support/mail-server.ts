import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server got it. */
export type ReceivedMail = {
  from: string;
  to: string[];
  /** Everything between the envelope and the dot. */
  raw: string;
  /** The value of a header, unfolded; null when the mail has none of this name. */
  header(name: string): string | null;
  /** The text part, decoded. */
  text: string;
  /** The HTML part, decoded. */
  html: string;
};

export type MailServer = {
  /** For `SMTP_URL`. */
  url: string;
  mails: ReceivedMail[];
  /** The newest mail to an address, as soon as there are `count` of them. */
  mailTo(address: string, count?: number): Promise<ReceivedMail>;
  close(): Promise<void>;
};

export type MailServerOptions = {
  /** Asks for this name and password; anybody may send without. */
  login?: { user: string; password: string };
};

/** Starts a real SMTP server on a free port of this machine, which keeps what it is sent. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { login } = options;
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth(auth, _session, callback) {
      const right = auth.username === login?.user && auth.password === login?.password;
      callback(
        right ? null : new Error('Invalid username or password'),
        right ? { user: 'sender' } : undefined,
      );
    },
    onData(stream, session, callback) {
      let raw = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => (raw += chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        mails.push(received(from, to, raw));
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const user = login === undefined ? '' : `${login.user}:${login.password}@`;
  return {
    url: `smtp://${user}127.0.0.1:${String(port)}`,
    mails,
    async mailTo(address, count = 1) {
      const deadline = Date.now() + 15_000;
      for (;;) {
        const found = mails.filter(({ to }) => to.includes(address));
        const newest = found.at(-1);
        if (newest !== undefined && found.length >= count) return newest;
        if (Date.now() > deadline) throw new Error(`No mail ${String(count)} to ${address} has come.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

function received(from: string, to: string[], raw: string): ReceivedMail {
  const { headers, body } = parted(raw);
  const boundary = /boundary="([^"]+)"/u.exec(valueOf(headers, 'content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).slice(1, -1);
  const part = (type: string): string => {
    const found = parts
      .map((one) => parted(one.trimStart()))
      .find((one) => {
        return valueOf(one.headers, 'content-type')?.startsWith(type) ?? false;
      });
    return found === undefined
      ? ''
      : decoded(found.body, valueOf(found.headers, 'content-transfer-encoding'));
  };
  return {
    from,
    to,
    raw,
    header: (name) => valueOf(headers, name),
    text: part('text/plain').trim(),
    html: part('text/html').trim(),
  };
}

function parted(raw: string): { headers: string; body: string } {
  const end = raw.search(/\r\n\r\n/u);
  return end < 0 ? { headers: raw, body: '' } : { headers: raw.slice(0, end), body: raw.slice(end + 4) };
}

function valueOf(headers: string, name: string): string | null {
  const unfolded = headers.replaceAll(/\r\n[ \t]+/gu, ' ');
  return new RegExp(`^${name}: *(.*)$`, 'imu').exec(unfolded)?.[1]?.trim() ?? null;
}

function decoded(body: string, encoding: string | null): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r\n/gu, '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
