import { formatUtcInWords } from '#lib/times/format-instant.ts';

type MovedFromProps = { movedFrom: string | null; startsAt: string | null };

/** That a call was moved, and from when; nothing for a call that is held as it was planned. */
export function MovedFrom({ movedFrom, startsAt }: MovedFromProps) {
  if (movedFrom === null) return null;
  return (
    <>
      Moved from <time dateTime={movedFrom}>{formatUtcInWords(movedFrom, startsAt)}</time>
    </>
  );
}
