export type FieldKind =
  'date' | 'duration' | 'recording' | 'attendees' | 'scribe' | 'chair' | 'link' | 'other';

const FIELDS: readonly (readonly [FieldKind, RegExp])[] = [
  ['date', /^(?:meeting |call )?(?:date(?: ?(?:\/|and|&) ?time)?|when|time)$/u],
  ['duration', /^(?:meeting |call )?(?:duration|length)$/u],
  [
    'recording',
    /^(?:(?:video|meeting|call) )?(?:recordings?|video(?: (?:stream|recording|link))?|stream|audio ?\/ ?video(?: of the (?:meeting|call))?|youtube(?: (?:video|recording|link))?)$/u,
  ],
  [
    'attendees',
    /^(?:attendees|attendance|attending|attended by|in attendance|participants|participating|present|who was there|team members|others|guests|observers|meeting attendees)$/u,
  ],
  [
    'scribe',
    /^(?:scribes?|scribing|(?:action item )?scribe|minutes? ?takers?|note-? ?takers?|notes by|minutes by|minuted by)$/u,
  ],
  ['chair', /^(?:chairs?|chaired by|moderators?|facilitators?|hosts?|meeting lead|lead)$/u],
  [
    'link',
    /^(?:links?|chat|call|zoom(?: link)?|agenda page|github agenda page|github issue|repository|repo|regrets|absent|apologies|status|location|where|join|url|group|meeting (?:link|number|roles|guidelines)|next (?:meeting|call)|previous (?:meeting|minutes))$/u,
  ],
];

const SECTIONS =
  /^(?:attendees|attendance|attended by|present|participants|in attendance|meeting attendees|links|meeting roles|roles|scribes?|recordings?|logistics|meeting info(?:rmation)?|meeting details)$/u;

export type Field = { kind: FieldKind; key: string; value: string };

/** A header line such as `Meeting Date/Time: …` or `**Scribe:** …`; null when it is something else. */
export function parseField(text: string): Field | null {
  const link = /^\[([^[\]]{1,80})\]\(([^()\s]{1,500})\)\s*$/u.exec(text);
  if (link !== null) {
    const label = (link[1] ?? '').toLowerCase();
    const recording = /\b(?:recording|audio\/video|video)\b/u.test(label);
    if (recording) return { kind: 'recording', key: label, value: link[2] ?? '' };
    return fieldKind(label) === null ? null : { kind: 'link', key: label, value: link[2] ?? '' };
  }
  const found = /^(?:\*\*|__)?([\p{L}][^:*_[\]()]{0,40}?)\s*(?:\*\*|__)?\s*:\s*(?:\*\*|__)?(.*)$/u.exec(text);
  if (found === null) return null;
  const key = (found[1] ?? '').trim();
  const kind = fieldKind(key);
  return kind === null ? null : { kind, key, value: (found[2] ?? '').trim() };
}

/** What a header label stands for; null when it is not one of the known labels. */
export function fieldKind(label: string): FieldKind | null {
  const bare = label.toLowerCase().replace(/\s+/gu, ' ').trim();
  return FIELDS.find(([, form]) => form.test(bare))?.[0] ?? null;
}

/** Whether a section heading only says who, when or where, such as `Attendees`. */
export function isHeaderSection(heading: string): boolean {
  return SECTIONS.test(bareHeading(heading));
}

/** Whether a heading only announces the agenda. */
export function isAgendaHeading(heading: string): boolean {
  return /^(?:(?:proposed|meeting|draft|tentative|today[’']s) )?agenda(?: items)?$/u.test(
    bareHeading(heading),
  );
}

/** A heading in lower case without emphasis, number and closing colon. */
export function bareHeading(heading: string): string {
  return heading
    .slice(0, 200)
    .toLowerCase()
    .replace(/[*_]{1,3}/gu, '')
    .replace(/^\d{1,2}\.\s+/u, '')
    .replace(/[\s:]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The first web address in a field's value; null when it is empty or says `TBD`. */
export function firstAddress(value: string): string | null {
  const found = /https?:\/\/[^\s<>()[\]]+/iu.exec(value);
  return found === null ? null : found[0].replace(/[.,;]+$/u, '');
}
