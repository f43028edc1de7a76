/**
 * The grammar of the Markdown that Callnotes writes, kept in one place for its writer and its reader.
 * Everything else about it is ordinary Markdown.
 */

/** The first line: what follows is read by this grammar, not by guessing. */
export const OWN_MARK = '<!-- callnotes notes 1 -->';
/** Lines around the text above and below the notes. */
export const INTRO_MARK = '<!-- intro -->';
export const NOTES_MARK = '<!-- notes -->';
export const OUTRO_MARK = '<!-- outro -->';

const LABEL = /^\*\*((?:[^*\\]|\\.)+?):\*\*(?=\s|$)/u;
const TAG = /^\*\*(ACTION|DECISION|QUESTION)\*\*(?: \(([^()]*)\))?:(?=\s|$)/u;
const BOX = /(?:^|\s)(?<!\\)\((\d{1,4})’\)$/u;
const PURPOSE = /(?:^|\s)- (intro|update|feedback|decision)$/u;

/** A speaker's label at the start of a line: the whole match and the name, still escaped. */
export function matchLabel(raw: string): RegExpExecArray | null {
  return LABEL.exec(raw);
}

/** A tag's keyword at the start of a line: keyword and what stands in brackets. */
export function matchTag(raw: string): RegExpExecArray | null {
  return TAG.exec(raw);
}

/** The timebox at the end of a heading. */
export function matchBox(raw: string): RegExpExecArray | null {
  return BOX.exec(raw);
}

/** The kind of item at the end of a heading. */
export function matchPurpose(raw: string): RegExpExecArray | null {
  return PURPOSE.exec(raw);
}
