import { normalizeName } from '#lib/speakers/person-id.ts';
import type { Speaker } from './choose-speakers.ts';
import { speakerLabel, type SpeakerLabel } from './speaker-label.ts';

/** The letter of a lettered line whose text begins with a name in bold: `A) **Parser - Ada:** …`. */
export const LETTERED = /^[A-Z]\)\s+(?=\*\*)/u;

export type Speech = { speaker: string; rest: string; how: 'label' | 'missing_colon' | 'name_alone' };

/** The speaker of a line and what was said; null when no known speaker stands in front. */
export function splitSpeech(
  text: string,
  bulleted: boolean,
  speakers: ReadonlyMap<string, Speaker>,
): Speech | null {
  const label = nestedLabel(text.replace(LETTERED, ''), speakers);
  if (label !== null) {
    if (speakers.has(normalizeName(label.name)))
      return { speaker: label.name, rest: label.rest, how: 'label' };
  }
  return withoutColon(text, bulleted, speakers);
}

/** A label as it stands, or the one inside a field such as `**Status:** Ada: …`, or behind a topic: `Parser - Ada: …`. */
export function nestedLabel(
  text: string,
  speakers: ReadonlyMap<string, Speaker> | null,
): SpeakerLabel | null {
  const label = speakerLabel(text);
  if (label === null || speakers === null || speakers.has(normalizeName(label.name))) return label;
  const inner = speakerLabel(label.rest);
  if (label.style === 'bold' && inner !== null && speakers.has(normalizeName(inner.name))) {
    return { ...inner, rest: `${label.name}: ${inner.rest}` };
  }
  const behind = /^(.{1,40}?)\s[-–]\s(.{1,40})$/u.exec(label.name);
  const name = behind?.[2];
  if (name !== undefined && speakers.has(normalizeName(name))) {
    return { ...label, name, rest: `${behind?.[1] ?? ''} - ${label.rest}` };
  }
  return label;
}

function withoutColon(
  text: string,
  bulleted: boolean,
  speakers: ReadonlyMap<string, Speaker>,
): Speech | null {
  const gap = /^([\p{L}][^\s…:]{0,30}?)\s*(…|\.{3})$/u.exec(text);
  if (gap !== null && speakers.has(normalizeName(gap[1] ?? ''))) {
    return { speaker: gap[1] ?? '', rest: gap[2] ?? '', how: 'label' };
  }
  const alone = /^(?:\*\*)?([\p{L}][^*:]{0,40}?)(?:\*\*)?$/u.exec(text);
  if (alone !== null && (!bulleted || text.startsWith('**')) && speakers.has(normalizeName(alone[1] ?? ''))) {
    return { speaker: alone[1] ?? '', rest: '', how: 'name_alone' };
  }
  if (bulleted) return null;
  const missing = /^([\p{L}][\p{L}\p{M}\p{N}_'’-]{1,30}(?:\s\p{Lu}\.)?)\s+(\p{Lu}.*|[“"].*)$/u.exec(text);
  const name = missing?.[1] ?? '';
  const spelled = speakers.get(normalizeName(name))?.spellings;
  if (missing === null || spelled === undefined || !spelled.has(name)) return null;
  return { speaker: name, rest: missing[2] ?? '', how: 'missing_colon' };
}
