import { normalizeName } from './person-id.ts';
import type { SpeakerPerson, SpokenLine } from './roster.ts';

/** How many names the list offers. */
export const MAX_COMPLETIONS = 6;

/**
 * Whom the letters at a line's start may mean, best first. People whose first name begins so come before
 * those of whom another word, an alias or the initials do; among equals the one who spoke last comes first,
 * then the roster's order. Empty when the letters begin nobody's name.
 */
export function completeSpeaker(
  query: string,
  people: readonly SpeakerPerson[],
  recency: readonly string[],
): SpeakerPerson[] {
  const wanted = normalizeName(query);
  if (wanted === '') return [];
  const ranked: { person: SpeakerPerson; rank: number; spoke: number }[] = [];
  for (const person of people) {
    const rank = matchRank(wanted, person);
    if (rank === null) continue;
    const spoke = recency.indexOf(person.id);
    ranked.push({ person, rank, spoke: spoke === -1 ? Number.POSITIVE_INFINITY : spoke });
  }
  return ranked
    .toSorted((a, b) => a.rank - b.rank || (a.spoke === b.spoke ? 0 : a.spoke - b.spoke))
    .slice(0, MAX_COMPLETIONS)
    .map((entry) => entry.person);
}

function matchRank(wanted: string, person: SpeakerPerson): number | null {
  const name = normalizeName(person.name);
  if (name.startsWith(wanted)) return 0;
  if (normalizeName(person.initials) === wanted) return 1;
  if (person.aliases.some((alias) => normalizeName(alias).startsWith(wanted))) return 1;
  if (name.split(' ').some((word) => word.startsWith(wanted))) return 2;
  return null;
}

/** Ids of the people who spoke before the line at `index`, the last one first. */
export function speakersBefore(lines: readonly SpokenLine[], index: number): string[] {
  const recent: string[] = [];
  const seen = new Set<string>();
  for (let at = Math.min(index, lines.length) - 1; at >= 0; at--) {
    const speaker = lines[at]?.speaker ?? null;
    if (speaker === null || seen.has(speaker)) continue;
    seen.add(speaker);
    recent.push(speaker);
  }
  return recent;
}
