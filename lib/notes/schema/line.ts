import { Node } from '@tiptap/core';
import { readDate, readInstant, readInteger, readOneOf, readText } from './read-attribute.ts';

export const lineTags = ['action', 'decision', 'question'] as const;
export type LineTag = (typeof lineTags)[number];

/** Deepest indent of a line. */
export const MAX_INDENT = 9;

export type LineAttrs = {
  id: string | null;
  /** Roster id of the speaker; null when nobody is named. */
  speaker: string | null;
  /** The speaker's name as written; shown when the roster does not know `speaker`. */
  speakerName: string | null;
  /** ISO instant at which the first character was typed. */
  at: string | null;
  tag: LineTag | null;
  /** Roster id of an action's owner; null means the speaker. */
  owner: string | null;
  ownerName: string | null;
  /** Due date of an action, `YYYY-MM-DD`. */
  due: string | null;
  /** Id of the line that an action or decision answers: the question, or what was proposed. */
  source: string | null;
  /** Whether an action is done. */
  done: boolean;
  /** Depth below the margin, 0 to 9. */
  indent: number;
  /** The call and the line of it that this one stands for; both or none, and they may be gone. */
  bornCall: string | null;
  bornLine: string | null;
  /** What is asked for here: shown faint while the line is empty, and never part of its text. */
  prompt: string | null;
};

/** A line of which nothing is known yet: what the schema gives where nothing is said. */
export const blankLine: Readonly<LineAttrs> = {
  id: null,
  speaker: null,
  speakerName: null,
  at: null,
  tag: null,
  owner: null,
  ownerName: null,
  due: null,
  source: null,
  done: false,
  indent: 0,
  bornCall: null,
  bornLine: null,
  prompt: null,
};

/** One thing said (or noted): speaker, instant, tag, text. */
export const Line = Node.create({
  name: 'line',
  group: 'block',
  content: 'inline*',
  priority: 1000,

  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => readText(element, 'data-id') },
      speaker: { default: null, parseHTML: (element) => readText(element, 'data-speaker') },
      speakerName: { default: null, parseHTML: (element) => readText(element, 'data-speaker-name') },
      at: { default: null, parseHTML: (element) => readInstant(element, 'data-at') },
      tag: { default: null, parseHTML: (element) => readOneOf(element, 'data-tag', lineTags) },
      owner: { default: null, parseHTML: (element) => readText(element, 'data-owner') },
      ownerName: { default: null, parseHTML: (element) => readText(element, 'data-owner-name') },
      due: { default: null, parseHTML: (element) => readDate(element, 'data-due') },
      source: { default: null, parseHTML: (element) => readText(element, 'data-source') },
      done: { default: false, parseHTML: (element) => element.getAttribute('data-done') === 'true' },
      indent: { default: 0, parseHTML: (element) => readInteger(element, 'data-indent', 0, MAX_INDENT) ?? 0 },
      // What a line stands for stays with the line: a copy by way of the clipboard is only its words.
      bornCall: { default: null, parseHTML: () => null },
      bornLine: { default: null, parseHTML: () => null },
      prompt: { default: null, parseHTML: (element) => readText(element, 'data-prompt') },
    };
  },

  parseHTML() {
    return [{ tag: 'p' }];
  },

  renderHTML({ node }) {
    const attrs = node.attrs as LineAttrs;
    return [
      'p',
      {
        'data-id': attrs.id,
        'data-speaker': attrs.speaker,
        'data-speaker-name': attrs.speakerName,
        'data-at': attrs.at,
        'data-tag': attrs.tag,
        'data-owner': attrs.owner,
        'data-owner-name': attrs.ownerName,
        'data-due': attrs.due,
        'data-source': attrs.source,
        'data-done': attrs.done ? 'true' : null,
        'data-indent': attrs.indent === 0 ? null : attrs.indent,
        'data-prompt': attrs.prompt,
      },
      0,
    ];
  },
});
