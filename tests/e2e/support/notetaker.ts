import { expect, type CDPSession } from '@playwright/test';
import { inlineText } from '#lib/notes/import/inline-text.ts';
import type { ReadInline, ReadItem, ReadLine, ReadNotes } from '#lib/notes/import/read-types.ts';
import { fewestLabelKeys } from '#lib/replay/label-keys.ts';
import { initialsFor } from '#lib/speakers/initials.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { letterKeys } from './letter-keys.ts';
import type { NotesPage } from './notes-page.ts';

/** Characters of a word, as typists count. */
const WORD = 5;

/** How much of a delay is made up for by faster keys: more at once would meet the server's limit on changes. */
const MADE_UP_MS = 1000;

/** How often each way of naming a speaker was used. */
export type LabelCount = Record<'kept' | 'suggested' | 'number' | 'letters' | 'colon', number>;

/**
 * Somebody who types notes as they read them: speakers with the fewest keys that the rules give, after a look at the
 * name that stands on the line or is highlighted in the list; times, gaps and timeboxes as they are written.
 */
export class Notetaker {
  readonly labels: LabelCount = { kept: 0, suggested: 0, number: 0, letters: 0, colon: 0 };
  keys = 0;
  private readonly notes: NotesPage;
  private readonly keyMs: number;
  private people: SpeakerPerson[] = [];
  private recency: string[] = [];
  private above: string | null = null;
  private input: Promise<CDPSession> | undefined;
  private begun = 0;
  /** When the next key is due. */
  private due = 0;
  private ended = 0;

  /** `known` are the people on the series' roster, in the order of their numbers; a pace of null is as fast as it goes. */
  constructor(notes: NotesPage, known: readonly string[], wordsAMinute: number | null) {
    this.notes = notes;
    this.keyMs = wordsAMinute === null ? 0 : 60_000 / (wordsAMinute * WORD);
    known.forEach((name, index) => {
      this.join(name, index + 1);
    });
  }

  /** Types what was read, block by block, beginning with an Enter at the caret; calls `after` behind each block. */
  async typeAll(read: ReadNotes, after: (index: number) => void): Promise<void> {
    this.begun = performance.now();
    for (const [index, block] of read.blocks.entries()) {
      if (block.kind === 'item') await this.typeItem(block);
      else if (block.kind === 'line') await this.typeLine(block);
      else throw new Error(`Nobody types a ${block.kind} by hand.`);
      after(index);
    }
    this.ended = performance.now();
  }

  /** The pace so far, in words of five keys; label keys, Enter and chords count as one key each. */
  get wordsAMinute(): number {
    return this.keys / WORD / (((this.ended || performance.now()) - this.begun) / 60_000);
  }

  private async typeItem({ level, content, minutes }: ReadItem): Promise<void> {
    await this.press('Enter');
    await this.type(inlineText(content));
    await this.press(`Control+Alt+${String(level)}`);
    if (minutes !== null) await this.type(` (${String(minutes)}’)`);
    this.above = null;
  }

  private async typeLine({ speaker, content }: ReadLine): Promise<void> {
    if (speaker === null) await this.press('Enter');
    else await this.label(speaker);
    await this.type(asTyped(content));
    this.above = speaker;
  }

  private async label(name: string): Promise<void> {
    if (this.above === name) {
      await this.press('Shift+Enter');
      this.labels.kept += 1;
      return;
    }
    await this.press('Enter');
    const seen = await this.suggestedName();
    const idOf = (wanted: string | null): string | null =>
      this.people.find((person) => person.name === wanted)?.id ?? null;
    const context = { people: this.people, recency: this.recency, suggested: idOf(seen) };
    const keys = fewestLabelKeys({ id: idOf(name), name }, context) ?? [...Array.from(name), ':'];
    for (const key of keys) {
      if (key === 'Tab' && keys.length > 1) await this.highlighted(name);
      if (key.length === 1) await this.type(key);
      else await this.press(key);
    }
    this.labels[howNamed(keys)] += 1;
    const id = idOf(name) ?? this.join(name, null);
    this.recency = [id, ...this.recency.filter((other) => other !== id)];
  }

  private join(name: string, number: number | null): string {
    const taken = new Set(this.people.map((person) => person.initials));
    const id = `person ${name}`;
    this.people.push({ id, name, initials: initialsFor(name, taken), aliases: [], number });
    return id;
  }

  /** The name that stands faintly on the line at the caret. */
  private suggestedName(): Promise<string | null> {
    const faint = '.cn-suggesting .cn-suggested-name';
    return this.notes.page.evaluate((where) => document.querySelector(where)?.textContent ?? null, faint);
  }

  /** Looks until the wanted name is the highlighted one, as a person does before they press Tab. */
  private async highlighted(name: string): Promise<void> {
    const option = this.notes.page.getByRole('option', { name, exact: true, selected: true });
    await expect(option).toHaveCount(1);
  }

  /** Types text with the keys of a keyboard; the next key does not wait for what the page makes of the one before. */
  private async type(text: string): Promise<void> {
    const session = await this.session();
    const sent: Promise<unknown>[] = [];
    for (const letter of text) {
      await this.turn();
      sent.push(...letterKeys(letter).map(([method, event]) => session.send(method, event)));
    }
    await Promise.all(sent);
  }

  private async press(key: string): Promise<void> {
    await this.turn();
    await this.notes.page.keyboard.press(key);
  }

  /** Waits for the time of the next key, where a pace is to be kept; of a longer delay only a second is made up for. */
  private async turn(): Promise<void> {
    const now = performance.now();
    const wait = this.due - now;
    this.due = Math.max(this.due, now - MADE_UP_MS) + this.keyMs;
    this.keys += 1;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  private session(): Promise<CDPSession> {
    const { page } = this.notes;
    return (this.input ??= page.context().newCDPSession(page));
  }
}

/** A line's words as they are typed: a break inside a line, for which there is no key, as a space. */
export function asTyped(content: readonly ReadInline[]): string {
  return inlineText(content).replaceAll('\n', ' ');
}

function howNamed(keys: readonly string[]): keyof LabelCount {
  if (keys.at(-1) === ':') return 'colon';
  if (keys.length === 1) return 'suggested';
  return /^\d/u.test(keys[0] ?? '') ? 'number' : 'letters';
}
