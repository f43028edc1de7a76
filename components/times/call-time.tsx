import { formatDay, formatElsewhere, formatUtc } from '#lib/times/format-instant.ts';
import { YourTime } from './your-time.tsx';

type CallTimeProps = {
  startsAt: string | null;
  /** The day, `YYYY-MM-DD`, when no time is known. */
  heldOn: string | null;
  /** The zone in which the series keeps its time. */
  zone: string;
};

/** When a call is, on every clock that matters: UTC, the series', the reader's. */
export function CallTime({ startsAt: instant, heldOn, zone }: CallTimeProps) {
  if (instant === null) {
    return heldOn === null ? 'No date' : <time dateTime={heldOn}>{formatDay(heldOn)}</time>;
  }
  return (
    <>
      <time dateTime={instant} className="whitespace-nowrap">
        {formatUtc(instant)}
      </time>
      {zone === 'UTC' ? null : (
        <>
          {' · '}
          <span className="tabular whitespace-nowrap">
            {formatElsewhere(instant, zone)} {zone.split('/').at(-1)?.replaceAll('_', ' ')}
          </span>
        </>
      )}
      <YourTime instant={instant} lead=" · " />
    </>
  );
}
