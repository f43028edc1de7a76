import {
  formatDay,
  formatElsewhere,
  formatLength,
  formatUtc,
  isUtc,
  placeOf,
} from '#lib/times/format-instant.ts';
import { YourTime } from './your-time.tsx';

type CallTimeProps = {
  startsAt: string | null;
  /** The day, `YYYY-MM-DD`, when no time is known. */
  heldOn: string | null;
  /** The zone in which the series keeps its time. */
  zone: string;
  /** Said too where it is given, in minutes. */
  lengthMinutes?: number;
};

/** When a call is, on every clock that matters: UTC, the series', the reader's. */
export function CallTime({ startsAt: instant, heldOn, zone, lengthMinutes }: CallTimeProps) {
  const length = lengthMinutes === undefined ? '' : ` · ${formatLength(lengthMinutes)}`;
  if (instant === null) {
    return (
      <>
        {heldOn === null ? 'No date' : <time dateTime={heldOn}>{formatDay(heldOn)}</time>}
        {length}
      </>
    );
  }
  return (
    <>
      <time dateTime={instant} className="whitespace-nowrap">
        {formatUtc(instant)}
      </time>
      {isUtc(zone) ? null : (
        <>
          {' · '}
          <time dateTime={instant} className="whitespace-nowrap">
            {formatElsewhere(instant, zone)} {placeOf(zone)}
          </time>
        </>
      )}
      {length}
      <YourTime instant={instant} shown={zone} lead=" · " />
    </>
  );
}
