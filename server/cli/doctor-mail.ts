import { tryMailServer } from '#server/mail/mailer.ts';
import type { Env } from '#server/env.ts';
import { examine, type Finding } from './finding.ts';

/** Whether the mail server can be reached and lets this installation in. No mail is sent. */
export async function checkMail({ smtpUrl, mailFrom }: Env): Promise<Finding> {
  if (smtpUrl === null) {
    return { state: 'note', name: 'mail', text: 'No SMTP_URL: mails stand in the log of the server.' };
  }
  return examine('mail', async () => {
    const { host } = new URL(smtpUrl);
    try {
      await tryMailServer(smtpUrl);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${host} takes no mail of this installation (${reason}). Look at SMTP_URL.`, {
        cause: error,
      });
    }
    return `${host} lets mails in, from ${mailFrom ?? ''}`;
  });
}
