'use client';

import { formatElsewhere } from '#lib/times/format-instant.ts';
import { useBrowserZone } from './use-browser-zone.ts';

type YourTimeProps = {
  instant: string;
  /** Said before it, such as a dot, so that nothing dangles without it. */ lead?: string;
};

/** An instant on the reader's own clock, once the browser tells its zone; nothing when that is UTC. */
export function YourTime({ instant, lead = '' }: YourTimeProps) {
  const zone = useBrowserZone();
  if (zone === null || zone === 'UTC' || zone === 'Etc/UTC') return null;
  return (
    <>
      {lead}
      <time dateTime={instant} className="whitespace-nowrap">
        {formatElsewhere(instant, zone)} your time
      </time>
    </>
  );
}
