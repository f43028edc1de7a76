import type { RosterPerson } from '#lib/speakers/roster.ts';
import type { SaidLine } from '#lib/suggestion/said-line.ts';

/** A roster of the given names; their ids are the names, their numbers the order. */
export function rosterOf(...names: string[]): RosterPerson[] {
  return names.map((name, index) => ({
    id: name,
    name,
    initials: name.slice(0, 2).toUpperCase(),
    aliases: [],
    number: index + 1,
  }));
}

/** Lines written as `Name: text`, or as text alone for a line without a speaker; their ids are `1`, `2` and so on. */
export function saidLines(...written: string[]): SaidLine[] {
  return written.map((line, index) => {
    const [, speaker, text] = /^(\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?): ?(.*)$/u.exec(line) ?? [];
    const said = text ?? line;
    const mentions = [...said.matchAll(/@(\p{L}+)/gu)].flatMap((match) => match[1] ?? []);
    return { id: String(index + 1), speaker: speaker ?? null, text: said, mentions };
  });
}
