/** Shows an instant as the clock time it was in a zone, such as `14:12`; empty for what is no instant. */
export function plainClock(zone: string): (instant: string) => string {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    return () => '';
  }
  return (instant) => {
    const date = new Date(instant);
    return Number.isNaN(date.getTime()) ? '' : format.format(date);
  };
}
