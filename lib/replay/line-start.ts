import { offerSpeakers } from '#lib/speakers/offer-speakers.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { speakerAtColon } from '#lib/speakers/speaker-at-colon.ts';

/** What the keys at a line's start work on. */
export type LineStartContext = {
  people: readonly SpeakerPerson[];
  /** Who spoke above, the last one first. */
  recency: readonly string[];
  /** The person whose name stands faintly on the line. */
  suggested: string | null;
};

/** Who a line's speaker became: somebody known, or a name that joins the roster. */
export type TakenSpeaker = { kind: 'known'; id: string; name: string } | { kind: 'new'; name: string };

/** A line while it is typed. */
export type LineStart = {
  typed: string;
  /** Place in the list of names that the arrow keys have reached. */
  highlighted: number;
  speaker: TakenSpeaker | null;
};

export const emptyLineStart: LineStart = { typed: '', highlighted: 0, speaker: null };

/**
 * The line after one more key: a character, `Tab` or `ArrowDown`. Tab takes the suggested name on an empty line and
 * the highlighted one of the list elsewhere, a colon takes the name before it; no other key ever names a speaker.
 */
export function pressKey(line: LineStart, key: string, context: LineStartContext): LineStart {
  if (line.speaker !== null) return key.length === 1 ? { ...line, typed: line.typed + key } : line;
  switch (key) {
    case 'Tab': {
      const person =
        line.typed === ''
          ? context.people.find((entry) => entry.id === context.suggested)
          : offered(line, context)[line.highlighted];
      return person === undefined ? line : taken(known(person));
    }
    case 'ArrowDown': {
      const count = offered(line, context).length;
      return count === 0 ? line : { ...line, highlighted: (line.highlighted + 1) % count };
    }
    case ':': {
      const named = speakerAtColon(line.typed, context.people);
      if (named === null) return typing(line, key);
      return taken(named.kind === 'known' ? known(named.person) : named);
    }
    default:
      return typing(line, key);
  }
}

function offered(line: LineStart, { people, recency }: LineStartContext): SpeakerPerson[] {
  return offerSpeakers(line.typed, people, recency);
}

function known({ id, name }: SpeakerPerson): TakenSpeaker {
  return { kind: 'known', id, name };
}

function typing(line: LineStart, character: string): LineStart {
  return { ...line, typed: line.typed + character, highlighted: 0 };
}

function taken(speaker: TakenSpeaker): LineStart {
  return { typed: '', highlighted: 0, speaker };
}
