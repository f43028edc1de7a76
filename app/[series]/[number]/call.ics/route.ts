import { sendCalendar } from '#app/send-calendar.ts';
import { callCalendar } from '#server/queries/calendar-files.ts';

type CallFileProps = { params: Promise<{ series: string; number: string }> };

export async function GET(request: Request, { params }: CallFileProps) {
  const { series, number } = await params;
  const known = /^[0-9]{1,9}$/u.test(number);
  return sendCalendar(request, known ? await callCalendar(series, Number(number)) : null);
}
