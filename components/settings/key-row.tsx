'use client';

import { RotateCcw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { keySituations, type KeyFacts } from '#lib/keys/key-facts.ts';
import { keyText } from '#lib/keys/key-text.ts';
import { KeyRecorder } from './key-recorder.tsx';

type KeyRowProps = {
  /** The row with the person's own keys, and as the table has it. */
  row: KeyFacts;
  standard: KeyFacts;
  /** The key that begins chords, as people read it. */
  leader: string;
  clash: string | null;
  isChanged: boolean;
  mac: boolean;
  setKeys: (keys: string[]) => void;
  setChord: (chord: string) => void;
  reset: () => void;
};

/** A row of the key table: what it does, its keys to be pressed anew, and what is wrong with them. */
export function KeyRow({
  row,
  standard,
  leader,
  clash,
  isChanged,
  mac,
  setKeys,
  setChord,
  reset,
}: KeyRowProps) {
  const clashId = `clash-${row.id}`;
  const described = clash === null ? undefined : clashId;
  const standing = row.stands === true ? (standard.keys ?? []) : [];
  const changeable = (row.keys ?? []).filter((key) => !standing.includes(key));
  return (
    <li className="border-b py-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-52">
          {row.label}
          {row.where === undefined ? null : (
            <span className="block text-small text-soft">{keySituations[row.where]}</span>
          )}
        </span>
        <span className="flex flex-wrap items-center gap-1.5">
          {standing.map((key) => (
            <kbd key={key} className="px-2 font-sans text-small text-soft">
              {keyText(key, mac)}
            </kbd>
          ))}
          {row.digits === true ? (
            <kbd className="px-2 font-sans text-small text-soft">{leader} 1–9</kbd>
          ) : (
            <KeyRecorder
              kind="key"
              name={row.label}
              shown={changeable.map((key) => keyText(key, mac)).join(', ')}
              standard={standard.keys ?? []}
              describedBy={described}
              mac={mac}
              record={(key) => {
                setKeys(key === null ? [] : [key]);
              }}
            />
          )}
          {row.chord === undefined ? null : (
            <KeyRecorder
              kind="chord"
              name={row.label}
              shown={`${leader} ${row.chord}`}
              standard={[]}
              describedBy={described}
              mac={mac}
              record={(chord) => {
                if (chord !== null) setChord(chord);
              }}
            />
          )}
          <Button
            look="quiet"
            size="icon"
            disabled={!isChanged}
            className={isChanged ? undefined : 'invisible'}
            aria-label={`Set ${row.label} back`}
            title={`Set ${row.label} back`}
            onClick={reset}
          >
            <RotateCcw aria-hidden="true" />
          </Button>
        </span>
      </div>
      {clash === null ? null : (
        <p id={clashId} className="pb-1 text-small text-danger">
          {clash}
        </p>
      )}
    </li>
  );
}
