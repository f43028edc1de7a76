/** Words that stand before a colon in notes and are not people: fields, headings, keywords. */
const STOP_LABELS = new Set(
  [
    'abstract action actions actionables aside agenda agreed agreement ai allow alpha alternative announcement announcements answer apologies assignee',
    'background beta blocked blockers call caveat chair chairs chat comment comments conclusion conclusions consensus context',
    'current currently date decision decisions decicion deadline decided demo description details discussion done due duration',
    'edit example examples feedback fix follow-up followup followups format for future fyi goal goals guests highlights hosts idea ideas',
    'impact info introduction introductions issue issues item items join kudos layout link links location meeting minutes misc mitigation moderator motion',
    'next nb note notes notetaker open option options others outcome outcomes overview owner parent participants pending pitch plan poll pr present presentation',
    'previous priority problem progress proposal proposals proposed pros cons question questions rationale reason recap recording recordings ref references refs',
    'regrets related remarks repository resolution resolutions resolved result results review risk risks roadmap scribe scribes sf f n sa section see series',
    'slides solution source stable status stream subtopic suggestion suggestions summary sync tag tags task tasks thread time timebox timestamp',
    'title tldr tl;dr todo todos topic topics transcript triage update updates url use video vote votes warning when where why workaround zoom http https mailto re',
    'side monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday week version default',
  ]
    .join(' ')
    .split(' '),
);

const STOP_PHRASES =
  /^(?:(?:action|agenda|next|open|past|discussion|old|new|follow[- ]up) (?:items?|steps?|issues?|business|meeting|call|points?)|(?:in|for|on|at|see|also|as|the|a|an|our|my|any|some|this|that|these|one|another|other|first|second|main|short|long) .*|side note|meeting .*|q\d.*|\d.*|(?:action|decision|resolution|item|issue|pr|step|part|section|topic|week|day|version|rfc|eip|option) [\d.]+|.* (?:pr|prs|issue|issues|docs|link|links|discussion|proposal|proposals|feedback|update|updates|notes|process|features|consensus|changes))$/u;

/** Whether a label is a field, heading or keyword and never a person (unless the attendee list says so). */
export function isStopLabel(label: string): boolean {
  const bare = label
    .toLowerCase()
    .replace(/\([^()]*\)?$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return STOP_LABELS.has(bare) || STOP_PHRASES.test(bare);
}

/** Whether a label means the whole round, not one person. */
export function isGroupLabel(label: string): boolean {
  return /^(?:all|everyone|everybody|group|several|many|multiple|various|people)$/iu.test(label.trim());
}
