import { answerCalendar, type CalendarFile } from '#lib/calendar/answer-request.ts';

/** A calendar as the answer to a request for it; not found where there is none for whoever asks. */
export function sendCalendar(request: Request, file: CalendarFile | null): Response {
  if (file === null) {
    return new Response('There is no such calendar.\n', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' },
    });
  }
  const { body, ...rest } = answerCalendar(file, {
    ifNoneMatch: request.headers.get('if-none-match'),
    ifModifiedSince: request.headers.get('if-modified-since'),
  });
  return new Response(body, rest);
}
