'use client';

import { useState, type KeyboardEvent } from 'react';
import { belongsToText, chordKeys, isModifier } from '#components/editor/keys/key-press.ts';
import { Button } from '#components/ui/button.tsx';
import { isBindable, isChordKey, isSameKey } from '#lib/keys/key-spelling.ts';
import { whyKept } from '#lib/keys/kept-keys.ts';
import { recordedKey } from '#lib/keys/recorded-key.ts';

type KeyRecorderProps = {
  /** A key that is pressed alone, or the one after the leader. */
  kind: 'key' | 'chord';
  /** What the row does. */
  name: string;
  /** The key as it is set now; empty for none. */
  shown: string;
  /** The row's own keys: pressed again, they are spelled as the table spells them. */
  standard: readonly string[];
  describedBy: string | undefined;
  mac: boolean;
  /** Called with the new key, or null when the key is taken away. */
  record: (key: string | null) => void;
};

/** A button that shows a key and, once chosen, takes the next press for the new one. */
export function KeyRecorder({ kind, name, shown, standard, describedBy, mac, record }: KeyRecorderProps) {
  const [recording, setRecording] = useState(false);
  const [hint, setHint] = useState<string | null>(null);

  function end(): void {
    setRecording(false);
    setHint(null);
  }

  function press(event: KeyboardEvent): void {
    if (!recording) return;
    // Tab goes on to the next key of the page, as ever.
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (isModifier(event.key) || belongsToText(event.nativeEvent, false)) return;
    if (event.key === 'Escape') end();
    else if ((event.key === 'Backspace' || event.key === 'Delete') && !event.ctrlKey && !event.metaKey) {
      record(null);
      end();
    } else if (kind === 'chord') takeChord(event);
    else takeKey(event);
  }

  function takeKey(event: KeyboardEvent): void {
    const spellings = recordedKey(event, mac);
    const [best] = spellings;
    const key =
      standard.find((own) => best !== undefined && isSameKey(own, best)) ??
      spellings.find((spelling) => whyKept(spelling) === null) ??
      best;
    const own = key !== undefined && standard.includes(key);
    if (key === undefined || !(own || isBindable(key))) {
      setHint('Hold Ctrl or ⌘ with it: alone it types or moves.');
      return;
    }
    record(key);
    end();
  }

  function takeChord(event: KeyboardEvent): void {
    const chord = chordKeys(event.nativeEvent).find((pressed) => isChordKey(pressed));
    if (chord === undefined) {
      setHint('One letter or sign that is no digit.');
      return;
    }
    record(chord);
    end();
  }

  const what = kind === 'chord' ? 'chord' : 'key';
  const asked = hint ?? `Press the new ${what}`;
  return (
    <Button
      aria-label={
        recording ? `${asked} (${name})` : `${name}: ${shown === '' ? 'None' : shown}. Change the ${what}`
      }
      aria-pressed={recording}
      aria-describedby={describedBy}
      aria-live={recording ? 'assertive' : undefined}
      size="small"
      className={recording ? 'border-accent text-accent' : 'min-w-12'}
      onClick={() => {
        setRecording(true);
      }}
      onKeyDown={press}
      onBlur={end}
    >
      {recording ? asked : shown === '' ? <span className="text-faint">None</span> : shown}
    </Button>
  );
}
