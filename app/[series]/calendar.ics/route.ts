import { sendCalendar } from '#app/send-calendar.ts';
import { publicCalendar } from '#server/queries/calendar-files.ts';

export async function GET(request: Request, { params }: { params: Promise<{ series: string }> }) {
  return sendCalendar(request, await publicCalendar((await params).series));
}
