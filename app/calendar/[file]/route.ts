import { sendCalendar } from '#app/send-calendar.ts';
import { memberCalendar } from '#server/queries/calendar-files.ts';

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  const [, token] = /^([\w-]{16,64})\.ics$/u.exec((await params).file) ?? [];
  return sendCalendar(request, token === undefined ? null : await memberCalendar(token));
}
