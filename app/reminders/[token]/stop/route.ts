import { redirect } from 'next/navigation';
import { stopMails } from '#server/reminders/stop-mails.ts';

type StopProps = { params: Promise<{ token: string }> };

/** What mail programs send when somebody unsubscribes there (RFC 8058). */
export async function POST(_request: Request, { params }: StopProps): Promise<Response> {
  const stopped = await stopMails((await params).token);
  return new Response(stopped ? 'Stopped.\n' : 'There is no such link.\n', { status: stopped ? 200 : 404 });
}

/** Opening the link stops nothing by itself: whatever looks at the links of mails opens it too. */
export async function GET(_request: Request, { params }: StopProps): Promise<never> {
  redirect(`/reminders/${(await params).token}`);
}
