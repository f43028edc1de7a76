'use client';

import { useEffect, useState } from 'react';
import { finishedLinesMessage } from '#lib/announce/finished-line.ts';
import { afterPaint } from '#components/editor/engine/after-paint.ts';
import { SaidQueue, type Said } from './said-queue.ts';

type Spoken = { word: string; lines: { key: number; text: string }[] };

export type Announcer = {
  /** Says something about what was done here, politely. */
  announce: (text: string) => void;
  /** Reads out lines that others finished. */
  readOut: (lines: string[]) => void;
  spoken: Spoken;
};

/** Everything that is said to a screen reader, one thing after the other. */
export function useAnnouncer(): Announcer {
  const [spoken, setSpoken] = useState<Spoken>({ word: '', lines: [] });
  const [announcer] = useState(() => {
    let key = 0;
    const waiting: Said[] = [];
    // A new line that says whose it may be must not wait for the saying.
    const later = afterPaint(() => {
      for (const said of waiting.splice(0)) {
        setSpoken((before) => {
          // The same words twice would be no change, and not be heard.
          if (said.kind === 'word')
            return { ...before, word: said.text === before.word ? `${said.text}\u00A0` : said.text };
          return { ...before, lines: said.lines.map((text) => ({ key: (key += 1), text })) };
        });
      }
    });
    const queue = new SaidQueue((said) => {
      waiting.push(said);
      later.ask();
    });
    return {
      destroy: () => {
        queue.destroy();
        later.stop();
      },
      announce: (text: string) => {
        queue.say({ kind: 'word', text });
      },
      readOut: (lines: string[]) => {
        queue.say({ kind: 'lines', lines: finishedLinesMessage(lines) });
      },
    };
  });
  useEffect(
    () => () => {
      announcer.destroy();
    },
    [announcer],
  );
  return { announce: announcer.announce, readOut: announcer.readOut, spoken };
}

/** The places on the page from which a screen reader takes what is said; not to be seen. */
export function Announcements({ spoken }: { spoken: Spoken }) {
  return (
    <>
      <output className="sr-only">{spoken.word}</output>
      <div role="log" aria-label="Finished lines" className="sr-only">
        {spoken.lines.map(({ key, text }) => (
          <p key={key}>{text}</p>
        ))}
      </div>
    </>
  );
}
