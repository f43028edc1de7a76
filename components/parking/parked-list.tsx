'use client';

import { useActionState, useEffect, useRef } from 'react';
import { InlineContent } from '#components/call/inline-content.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatDay, formatLength } from '#lib/times/format-instant.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { placeParkedItem } from '#server/actions/place-parked-item.ts';
import { removeParkedItem } from '#server/actions/remove-parked-item.ts';
import type { ParkedView } from '#server/queries/parking-view.ts';

type ParkedListProps = {
  seriesId: string;
  zone: string;
  items: readonly ParkedView[];
  /** The planned call onto whose agenda the asker may put items; null for none. */
  nextNumber: number | null;
};

/** The parked items, longest first, each with what can be done with it. */
export function ParkedList({ seriesId, zone, items, nextNumber }: ParkedListProps) {
  const [placed, place, placing] = useActionState(placeParkedItem, idleForm);
  const [removed, remove, removing] = useActionState(removeParkedItem, idleForm);
  return (
    <>
      <Answer state={placed} />
      <Answer state={removed} />
      <ul aria-label="Parked items" className="divide-y border-y empty:hidden">
        {items.map((item) => (
          <li key={item.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-3">
            <div className="min-w-0 basis-full wrap-anywhere sm:flex-1">
              <h2 className="font-semibold">
                {item.content.length === 0 ? (
                  item.title
                ) : (
                  <InlineContent content={item.content} zone={zone} />
                )}
              </h2>
              <p className="text-small text-soft">{factsOf(item, zone).join(' · ')}</p>
              {item.lines.length === 0 ? null : (
                <ul className="mt-1 ps-4 text-soft">
                  {item.lines.map((line, index) => (
                    <li key={index} className="list-disc">
                      {line}
                    </li>
                  ))}
                </ul>
              )}
            </div>
            <div className="flex flex-wrap items-start gap-2">
              {nextNumber === null ? null : (
                <form action={place}>
                  <Ids seriesId={seriesId} parkedId={item.id} />
                  <Button type="submit" className="max-sm:h-11" disabled={placing}>
                    Put on the agenda of #{nextNumber}
                    <span className="sr-only">: {item.title}</span>
                  </Button>
                </form>
              )}
              {item.mayRemove ? (
                <form action={remove}>
                  <Ids seriesId={seriesId} parkedId={item.id} />
                  <Button type="submit" look="quiet" className="max-sm:h-11" disabled={removing}>
                    Remove<span className="sr-only"> {item.title}</span>
                  </Button>
                </form>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Ids({ seriesId, parkedId }: { seriesId: string; parkedId: string }) {
  return (
    <>
      <input type="hidden" name="seriesId" value={seriesId} />
      <input type="hidden" name="parkedId" value={parkedId} />
    </>
  );
}

/** What became of the last press. The button that was pressed may be gone with its item, so the words take the focus. */
function Answer({ state }: { state: FormState }) {
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status === 'done') words.current?.focus();
  }, [state]);
  return (
    <div ref={words} tabIndex={-1} className="mb-3 empty:hidden">
      {state.message === null ? null : (
        <Notice
          tone={state.status === 'failed' ? 'danger' : 'done'}
          announce={state.status === 'failed' ? 'alert' : 'status'}
        >
          {state.message}
        </Notice>
      )}
    </div>
  );
}

function factsOf(item: ParkedView, zone: string): string[] {
  return [
    item.purpose,
    item.minutes === null ? null : formatLength(item.minutes),
    item.proposer === null ? null : `proposed by ${item.proposer}`,
    item.fromNumber === null ? null : `from call #${String(item.fromNumber)}`,
    `since ${formatDay(item.since, zone)}`,
  ].filter((fact) => fact !== null);
}
