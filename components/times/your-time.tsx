'use client';

import { formatElsewhere, isUtc } from '#lib/times/format-instant.ts';
import { useReaderZone } from './reader-zone.tsx';

type YourTimeProps = {
  instant: string;
  /** The zone whose time stands beside it already, UTC by default. */
  shown?: string;
  /** Said before it, such as a dot, so that nothing dangles without it. */
  lead?: string;
};

/**
 * An instant on the reader's own clock; nothing when that is UTC or the one that is shown. On the first page of a reader the
 * server cannot know their clock: the place is kept, so that nothing moves when the browser tells it.
 */
export function YourTime({ instant, shown = 'UTC', lead = '' }: YourTimeProps) {
  const { zone, late } = useReaderZone();
  const told = zone !== null && !isUtc(zone) && zone !== shown;
  if (!told && !late) return null;
  return (
    <span className={told ? undefined : 'js-only invisible'} aria-hidden={told ? undefined : true}>
      {lead}
      <time dateTime={instant} className="whitespace-nowrap">
        {formatElsewhere(instant, told ? zone : shown)} your time
      </time>
    </span>
  );
}
