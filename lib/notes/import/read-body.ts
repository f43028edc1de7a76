import { isPlaceholder } from '#lib/notes/is-placeholder.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';
import type { Speaker } from './choose-speakers.ts';
import { findOwner } from './find-owner.ts';
import { announcesActions, findTag } from './find-tag.ts';
import { inlineText } from './inline-text.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import type { ParaPiece, Piece, QuotePiece, VerbatimPiece } from './read-pieces.ts';
import { readText, type FoundText, type TextRules } from './read-text.ts';
import type { Doubt, ReadBlock, ReadLine } from './read-types.ts';
import { splitSpeech, type Speech } from './split-speech.ts';

export type Stamped = { stamp: FoundText['stamps'][number]; line: number };

export type BodyRules = TextRules & {
  speakers: ReadonlyMap<string, Speaker>;
  isPerson: (name: string) => boolean;
};

const CONTINUES = /^(?:\.{3,}|…):?\s*(?=\S)/u;

/** Reads the lines between two headings into blocks. One reader is used for a whole file, in order. */
export class BodyReader {
  readonly doubts: Doubt[] = [];
  readonly stamps: Stamped[] = [];
  readonly clocks: { line: number; text: string }[] = [];
  readonly #rules: BodyRules;
  #blocks: ReadBlock[] = [];
  /** Where further text of the same speaker goes. */
  #open: ReadLine | null = null;
  /** A name that stood on a line of its own: the lines under it are that speaker's. */
  #turn: { speaker: string; line: number } | null = null;
  /** List depth under which every line is an action; null outside such a list. */
  #actionsUnder: number | null = null;
  /** Whether a blank line may stand inside that list: under a heading, not under a label. */
  #actionsByBlank = true;
  /** Numbers of decisions and actions with the text they were first used for. */
  readonly #numbers = new Map<string, string>();

  constructor(rules: BodyRules) {
    this.#rules = rules;
  }

  /** Starts a section and returns the list its blocks are put into. */
  section(heading: string | null): ReadBlock[] {
    this.#blocks = [];
    this.#open = null;
    this.#turn = null;
    this.#actionsUnder = heading !== null && announcesActions(heading.replace(/[:*_]+/gu, '')) ? -1 : null;
    this.#actionsByBlank = true;
    return this.#blocks;
  }

  read(piece: Piece): void {
    switch (piece.kind) {
      case 'para':
        this.#para(piece);
        break;
      case 'heading':
        this.#heading(piece);
        break;
      case 'verbatim':
        this.#verbatim(piece);
        break;
      case 'quote':
        this.#quote(piece);
        break;
      case 'rule':
        this.#open = null;
        this.doubts.push({ line: piece.line.number, kind: 'left_out', text: 'A drawn rule was left out.' });
        break;
    }
  }

  #para(piece: ParaPiece): void {
    const { line, joins } = piece;
    const number = line.number;
    const { text: body, task } = takeTask(line.text, line.marker !== null);
    const speech = splitSpeech(body, line.marker !== null, this.#rules.speakers);
    const goesOn = CONTINUES.exec(body);
    if (goesOn !== null && this.#open !== null && this.#open.speaker !== null && speech === null) {
      this.#append(this.#open, body.slice(goesOn[0].length), number);
      return;
    }
    if (speech?.how === 'name_alone' && !joinsName(piece, this.#open)) {
      this.#nameAlone(speech, number);
      return;
    }
    const tagged = findTag(speech?.rest ?? body);
    const listed =
      this.#actionsUnder === -1 && !this.#actionsByBlank && line.marker === null && line.indent === 0;
    if (
      joins &&
      speech === null &&
      tagged === null &&
      this.#open !== null &&
      !announcesList(body) &&
      !listed
    ) {
      this.#append(this.#open, body, number);
      return;
    }
    if (joins && speech === null && this.#turn !== null && this.#open === null) {
      this.#say({ speaker: this.#turn.speaker, rest: body, how: 'label' }, piece, null, [
        this.#turn.line,
        number,
      ]);
      this.#turn = null;
      return;
    }
    if (announcesList(body) && speech === null) {
      this.#plain(body, piece, null);
      this.#actionsUnder = line.marker === null ? -1 : piece.depth;
      this.#actionsByBlank = false;
      this.#open = null;
      return;
    }
    this.#leaveActions(piece, speech !== null || tagged !== null);
    if (speech !== null || tagged === null) this.#spoken(speech, tagged, body, piece, task);
    else this.#tagged(tagged, piece, task);
  }

  /** A list of actions ends where somebody speaks, where keywords mark the actions, and where its indent ends. */
  #leaveActions(piece: ParaPiece, marked: boolean): void {
    if (this.#actionsUnder === null) return;
    const ended =
      !this.#actionsByBlank && piece.blankBefore && (piece.line.marker === null || this.#afterPlain());
    if (marked || ended || this.#actionsUnder >= piece.depth) this.#actionsUnder = null;
  }

  #afterPlain(): boolean {
    const last = this.#blocks.at(-1);
    return last?.kind === 'line' && last.tag === 'action';
  }

  #spoken(
    speech: Speech | null,
    tagged: ReturnType<typeof findTag>,
    body: string,
    piece: ParaPiece,
    task: ' ' | 'x' | null,
  ): void {
    const numbers = [piece.line.number];
    if (speech !== null && tagged !== null) {
      this.#say({ ...speech, rest: tagged.rest }, piece, tagged, numbers);
    } else if (speech !== null) {
      this.#say(speech, piece, null, numbers);
    } else if (this.#turn !== null && piece.line.marker !== null && task === null) {
      this.#say({ speaker: this.#turn.speaker, rest: body, how: 'label' }, piece, null, [
        ...(this.#turn.line === 0 ? [] : [this.#turn.line]),
        ...numbers,
      ]);
      this.#turn = { speaker: this.#turn.speaker, line: 0 };
    } else {
      this.#plain(body, piece, task);
    }
  }

  #tagged(tagged: NonNullable<ReturnType<typeof findTag>>, piece: ParaPiece, task: ' ' | 'x' | null): void {
    const inner = splitSpeech(tagged.rest, true, this.#rules.speakers);
    if (inner !== null && inner.how === 'label') {
      this.#say(inner, piece, tagged, [piece.line.number]);
      return;
    }
    this.#number(tagged, piece.line.number);
    const open = this.#push(null, tagged.rest, piece, [piece.line.number], false);
    this.#tag(open, tagged.tag, tagged.rest);
    open.owner = tagged.owner ?? open.owner;
    open.due = tagged.due;
    open.done = tagged.done || task === 'x';
  }

  #number({ tag, id, rest }: NonNullable<ReturnType<typeof findTag>>, line: number): void {
    if (id === null) return;
    const key = `${tag} ${id}`;
    const text = rest
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .slice(0, 60);
    const earlier = this.#numbers.get(key);
    if (earlier === undefined) this.#numbers.set(key, text);
    else if (earlier !== text) {
      this.doubts.push({
        line,
        kind: 'number_used_twice',
        text: `The ${key} was numbered so before, with other words.`,
      });
    }
  }

  #say(speech: Speech, piece: ParaPiece, tagged: ReturnType<typeof findTag>, numbers: number[]): void {
    const open = this.#push(speech.speaker, speech.rest, piece, numbers, true);
    if (speech.how === 'missing_colon') {
      this.doubts.push({
        line: piece.line.number,
        kind: 'missing_colon',
        text: `“${speech.speaker}” stands in front without a colon and was read as the speaker.`,
      });
    }
    if (tagged === null) return;
    open.tag = tagged.tag;
    open.owner = tagged.owner;
    open.due = tagged.due;
    open.done = tagged.done;
  }

  #plain(body: string, piece: ParaPiece, task: ' ' | 'x' | null): void {
    const open = this.#push(null, body, piece, [piece.line.number], false);
    const listed =
      this.#actionsUnder !== null && piece.depth === this.#actionsUnder + 1 && !announcesList(body);
    if (task !== null || (listed && !open.placeholder)) this.#tag(open, 'action', body);
    open.done = task === 'x';
  }

  #tag(open: ReadLine, tag: LineTag, text: string): void {
    open.tag = tag;
    if (tag === 'action') open.owner = findOwner(text, this.#rules.isPerson);
  }

  #nameAlone(speech: Speech, number: number): void {
    this.#open = null;
    this.#turn = { speaker: speech.speaker, line: number };
    this.#blocks.push({
      kind: 'line',
      speaker: speech.speaker,
      content: [],
      tag: null,
      owner: null,
      due: null,
      done: false,
      indent: 0,
      placeholder: false,
      sourceLines: [number],
    });
  }

  #push(
    speaker: string | null,
    text: string,
    piece: ParaPiece,
    sourceLines: number[],
    labelled: boolean,
  ): ReadLine {
    const number = piece.line.number;
    const last = this.#blocks.at(-1);
    // A name on a line of its own made an empty line, waiting for what was said.
    if (
      last?.kind === 'line' &&
      last.speaker !== null &&
      last.content.length === 0 &&
      sourceLines[0] === last.sourceLines[0]
    ) {
      this.#blocks.pop();
    }
    const line: ReadLine = {
      kind: 'line',
      speaker: speaker === null ? null : speaker,
      content: this.#text(text, number, labelled),
      tag: null,
      owner: null,
      due: null,
      done: false,
      indent: piece.depth,
      placeholder: speaker === null && isPlaceholder(text),
      sourceLines,
    };
    this.#blocks.push(line);
    this.#open = line;
    if (
      speaker !== null &&
      this.#turn !== null &&
      normalizeName(this.#turn.speaker) !== normalizeName(speaker)
    ) {
      this.#turn = null;
    }
    return line;
  }

  #append(open: ReadLine, text: string, number: number): void {
    const content = this.#text(text, number, false);
    if (open.content.length > 0) open.content.push({ type: 'hardBreak' });
    open.content.push(...content);
    open.sourceLines.push(number);
    open.placeholder = open.placeholder && isPlaceholder(inlineText(open.content));
  }

  #text(text: string, number: number, labelled: boolean): FoundText['content'] {
    const found = readText(text, labelled, this.#rules);
    for (const stamp of found.stamps) this.stamps.push({ stamp, line: number });
    for (const clock of found.clocks) this.clocks.push({ line: number, text: clock });
    if (found.tooDense) {
      this.doubts.push({
        line: number,
        kind: 'plain_text',
        text: 'The line holds more marks than can be read and was kept as plain text.',
      });
    }
    return found.content;
  }

  #heading(piece: Extract<Piece, { kind: 'heading' }>): void {
    const para: ParaPiece = {
      kind: 'para',
      line: { ...piece.line, text: piece.text, marker: null, indent: 0 },
      depth: 0,
      joins: false,
      blankBefore: true,
      blankAfter: true,
    };
    this.doubts.push({
      line: piece.line.number,
      kind: 'heading_is_speech',
      text: 'A heading that begins with a speaker was read as a line of theirs.',
    });
    this.#para(para);
  }

  #verbatim(piece: VerbatimPiece): void {
    this.#open = null;
    const rows = piece.lines.map((line) => line.raw);
    const fenced = piece.what === 'code';
    const closed = fenced && rows.length > 1 && /^\s*(?:`{3,}|~{3,})\s*$/u.test(rows.at(-1) ?? '');
    const text = (fenced ? rows.slice(1, closed ? -1 : undefined) : rows).join('\n');
    const sourceLines = piece.lines.filter((line) => !line.blank).map((line) => line.number);
    this.#blocks.push({ kind: 'code', language: piece.language, text, sourceLines });
  }

  #quote(piece: QuotePiece): void {
    this.#open = null;
    const content: FoundText['content'] = [];
    for (const line of piece.lines) {
      const body = line.raw.trim().replace(/^>\s?/u, '').trim();
      if (content.length > 0) content.push({ type: 'hardBreak' });
      content.push(...this.#text(body, line.number, false));
    }
    this.#blocks.push({ kind: 'quote', content, sourceLines: piece.lines.map((line) => line.number) });
  }
}

function takeTask(text: string, bulleted: boolean): { text: string; task: ' ' | 'x' | null } {
  const found = bulleted ? /^\[([ xX])\](?:\s+|$)(.*)$/u.exec(text) : null;
  if (found === null) return { text, task: null };
  return { text: found[2] ?? '', task: found[1] === ' ' ? ' ' : 'x' };
}

/** `Action items:` or `AI:` with nothing behind it: what follows are actions. */
function announcesList(text: string): boolean {
  const found = /^(?:\*\*)?([\p{L}][\p{L} -]{1,24})(?:\*\*)?:(?:\*\*)?$/u.exec(text);
  return found !== null && announcesActions(found[1] ?? '');
}

function joinsName(piece: ParaPiece, open: ReadLine | null): boolean {
  return piece.joins && open !== null && !piece.blankAfter && open.speaker === null;
}
