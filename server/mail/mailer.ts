import { createTransport, type Transporter } from 'nodemailer';
import { sharedState } from '#server/shared-state.ts';

declare module '#server/shared-state.ts' {
  interface SharedState {
    mailer?: { url: string; transport: Transporter };
  }
}

/** How long the mail server may take to be found, to greet, and to answer, in milliseconds. */
const CONNECT_MS = 10_000;
const ANSWER_MS = 20_000;

/**
 * The connections of this process to a mail server: at most three, kept for the next mails. A server that asks for it is
 * spoken to over TLS; `smtps:` begins with it.
 */
export function mailer(url: string): Transporter {
  const state = sharedState();
  if (state.mailer?.url === url) return state.mailer.transport;
  closeMailer();
  const transport = makeTransport(url);
  state.mailer = { url, transport };
  return transport;
}

/** Ends the connections to the mail server; a mail that is on its way is finished. */
export function closeMailer(): void {
  const state = sharedState();
  state.mailer?.transport.close();
  delete state.mailer;
}

/**
 * Whether a mail server can be reached and lets this server in.
 * @throws Error of the connection or of the mail server's answer.
 */
export async function tryMailServer(url: string): Promise<void> {
  const transport = makeTransport(url);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function makeTransport(url: string): Transporter {
  return createTransport({
    url,
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
  });
}
