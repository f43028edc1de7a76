'use client';

import {
  createContext,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { ZONE_COOKIE } from '#lib/times/reader-zone.ts';

const YEAR_SECONDS = 31_536_000;

/** The zone that the reader's browser told on an earlier page, null on the first one; and whether this is the first one. */
const ToldZone = createContext<{ told: string | null; late: boolean }>({ told: null, late: true });

const never = (): (() => void) => () => undefined;
const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Tells every time below it on which clock the reader lives, from the first byte where an earlier page could ask. */
export function ReaderZone({ told, children }: { told: string | null; children: ReactNode }) {
  useEffect(() => {
    const zone = browserZone();
    if (zone === told) return;
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=${String(YEAR_SECONDS)}; samesite=lax`;
  }, [told]);
  // A page that came without the zone keeps its places when it is asked for anew.
  const [late] = useState(told === null);
  const known = useMemo(() => ({ told, late }), [told, late]);
  return <ToldZone value={known}>{children}</ToldZone>;
}

/**
 * The zone of the reader's clock, null until it is known; and whether the page came without it, so that what stands in for
 * their time must keep its place.
 */
export function useReaderZone(): { zone: string | null; late: boolean } {
  const { told, late } = use(ToldZone);
  const zone = useSyncExternalStore(never, browserZone, () => told);
  return { zone, late };
}
