import { CONTACTING, DOING, HELPING } from './doing-words.ts';

/** How many lines after a question a late answer may stand. */
export const LATE_LINES = 4;

type Rule = {
  id: string;
  /** What the rule looks for, in one sentence. */
  sentence: string;
};

/** Marks a line of which a sentence reads so. The owner is the speaker, or the person whose name stands at `{name}`. */
export type StatementRule = Rule & {
  shape: 'statement';
  kind: 'action' | 'decision';
  pattern: string;
  examples: readonly string[];
  /** Sentences that look alike and are not meant. */
  not: readonly string[];
};

/** Marks a line that asks and the line, by somebody else or by nobody, that answers it. */
export type ExchangeRule = Rule & {
  shape: 'exchange';
  kind: 'action' | 'decision';
  asks: string;
  /** What answers it on the next line that is not the asker's. */
  answers: string;
  /** What answers it up to `LATE_LINES` lines later, others having spoken in between. */
  lateAnswers: string;
  examples: readonly (readonly [string, string])[];
  not: readonly (readonly [string, string])[];
};

export type PromiseRule = StatementRule | ExchangeRule;

const SOON = String.raw`(?:(?:also|then|just|gladly|definitely|probably|happily|try to|try and|go and|have to)\s+)*`;
// Where a sentence that leaves out its subject may begin.
const OPENING = String.raw`(?:^|,\s+|:\s+)(?:(?:yes|ok|okay|sure|so|and|but|then)[,:]?\s+)?`;
const ASKED = String.raw`(?:some(?:one|body)|any(?:one|body)|you|one of (?:you|us)|{name})`;
// Who is happy to take questions promises nothing.
const NO_FLOOR = String.raw`(?!take (?:(?:any|more|your|further|all) )*(?:questions?|comments?|feedback|offline)\b)`;
const YES = String.raw`^(?:yes|yep|yeah|sure|ok|okay|of course|will do|me|i do|i will|i can|i[’']ll|i[’']d|gladly|happy to|can do|done|on it|no problem)(?![\p{L}’'])`;

/**
 * The rules of the promise catcher, tried in this order; of those that read a line, the first one marks it. They
 * only ever offer: nothing is recorded before somebody accepts it.
 */
export const promiseRules: readonly PromiseRule[] = [
  {
    id: 'objections',
    shape: 'exchange',
    kind: 'decision',
    sentence: 'Somebody asks for objections and the answer is no.',
    asks: String.raw`\b(?:any(?: \p{L}+)? objections?|objections?\s*\?|objections? to\b[^?]*\?|(?:any(?:one|body)|does any(?:one|body)) (?:object|opposed|against)\b|would (?:any(?:one|body)|you) object\b)`,
    answers: String.raw`^(?:no|none|nope|nothing|nobody)[\s.!]*$|^(?:no|none|not) (?:from|for|here|objections?|concerns?)\b|\bno objections?\b`,
    lateAnswers: String.raw`\bno objections?\b`,
    examples: [
      ['Any objections?', 'No'],
      ['Any objections to closing the forum?', '[no objections]'],
      ['Does anyone object to moving the call?', 'No objections from my side'],
      ['Would anybody object to dropping it?', 'None.'],
    ],
    not: [
      ['Any objections?', 'Not sure, it breaks the printer'],
      ['There were objections last time', 'No'],
      ['Any questions?', 'No'],
    ],
  },
  {
    id: 'agreement',
    shape: 'exchange',
    kind: 'decision',
    sentence: 'Somebody asks whether all agree and the answer is yes.',
    asks: String.raw`\b(?:do we (?:all )?(?:agree|have (?:a )?consensus)|are we (?:all )?agreed|is every(?:one|body) (?:ok|okay|fine|happy|agreed)|all in favou?r|can we agree)\b[^?]*\?`,
    answers: String.raw`^(?:yes|yep|yeah|ok|okay|agreed?|aye|\+1|all agreed?|sure)(?![\p{L}’'])`,
    lateAnswers: String.raw`^(?:all )?agreed\b`,
    examples: [
      ['Do we agree to ship on paper?', 'Yes'],
      ['Is everybody fine with blue?', '+1'],
      ['Do we have consensus to archive it?', 'Agreed'],
    ],
    not: [
      ['Do we agree to ship on paper?', 'I would rather wait'],
      ['Is the kettle on?', 'Yes'],
    ],
  },
  {
    id: 'no-objections',
    shape: 'statement',
    kind: 'decision',
    sentence: 'The notes say that there were no objections.',
    pattern: String.raw`^[[(]?(?:there (?:are|were) )?no objections?\b`,
    examples: ['[no objections]', 'No objections to merging the two lists', 'There were no objections'],
    not: ['I have no strong view', 'We had no objectives', 'Last time there were objections'],
  },
  {
    id: 'consensus',
    shape: 'statement',
    kind: 'decision',
    sentence: 'Somebody says that there is consensus.',
    pattern: String.raw`\b(?:sounds like|we have|we reached|there is|there[’']s|there seems to be) (?:a |rough |general )*consensus\b(?!\?)`,
    examples: ['Sounds like consensus on the second draft', 'I think we have rough consensus here'],
    not: ['We need consensus first', 'There is no consensus', 'Once we reach consensus, what then'],
  },
  {
    id: 'asked-and-taken',
    shape: 'exchange',
    kind: 'action',
    sentence: 'Somebody asks who could do a thing and another says that they will.',
    asks: String.raw`(?:^|[.!?;,:]\s+|[-–—]\s+|\b(?:and|so|but) )(?:(?:can|could|would|will) ${ASKED}\b|(?:is there )?any(?:one|body) (?:who|to|that|willing|up for|available|want|could|can|able)\b|who (?:can|could|will|would|wants|is going to|takes|volunteers)\b|any volunteers?\b|(?:we |i )?(?:need|looking for) (?:volunteers\b|a volunteer|some(?:one|body) to)\b|we (?:need|should have|should get) some(?:one|body)\b)`,
    answers: String.raw`${YES}|^(?:i|we)(?:[’']ll| will| can)\b(?! not|[’']t)|^(?:i )?(?:would|[’']d) (?:also )?(?:like|love|be happy|be glad) to ${SOON}${HELPING}|^(?:that[’']s |leave it (?:with|to) )me\b|^(?:i[’']m )?happy to\b`,
    lateAnswers: String.raw`^i(?:[’']ll| will) ${SOON}${DOING}`,
    examples: [
      ['Can someone from the docs follow up on the index?', 'I’ll follow up'],
      ['Anyone who can help out', 'Would like to take a look'],
      ['Who will bring the cake?', 'Me'],
      ['Could you send the list, Milou?', 'Sure'],
      ['Can Otto check the printer', 'Yes, tonight'],
      ['Any volunteers?', 'Happy to'],
    ],
    not: [
      ['Can someone follow up?', 'It was done last week'],
      ['Who said that?', 'Me'],
      ['Anyone there?', 'Yes'],
      ['Can we print it?', 'Yes'],
    ],
  },
  {
    id: 'i-will',
    shape: 'statement',
    kind: 'action',
    sentence: 'The speaker says “I will” or “I’m going to” and a thing to do.',
    pattern: String.raw`\bi(?:[’']ll| will| shall|[’']m going to| am going to) ${SOON}(?:${DOING}|see (?:if|whether|what) (?:i|we)\b)`,
    examples: [
      'I’ll follow up',
      'I will then ask the printers',
      "I'm going to write it down",
      'I’ll see if I can add it',
    ],
    not: ['I’ll be late', 'I will not do it', 'I’ll say this once', 'I think it will follow'],
  },
  {
    id: 'will',
    shape: 'statement',
    kind: 'action',
    sentence: 'A sentence without a subject begins with “will” and a thing to do.',
    pattern: String.raw`${OPENING}will ${SOON}${DOING}`,
    examples: [
      'will keep working on the index',
      'Will write to the printers',
      'Fixed half of it, will send the rest',
    ],
    not: [
      'Will be slow',
      'Will it work',
      'Will Marsh said so',
      'The index will keep growing',
      'Will need more time',
    ],
  },
  {
    id: 'we-will-contact',
    shape: 'statement',
    kind: 'action',
    sentence: 'The speaker says that “we” will get in touch with somebody.',
    pattern: String.raw`\bwe(?:[’']ll| will| are going to|[’']re going to) ${SOON}${CONTACTING}`,
    examples: ['We’ll check with the printers', 'We will reach out to them'],
    not: ['We will see', 'We’ll ship it with the index'],
  },
  {
    id: 'need-to-contact',
    shape: 'statement',
    kind: 'action',
    sentence: 'The speaker, or nobody in particular, needs to get in touch with somebody.',
    pattern: String.raw`(?:${OPENING}|\b(?:i|we) (?:still )?)(?:still )?(?:need|have|ought) to ${SOON}${CONTACTING}`,
    examples: [
      'need to talk to them',
      'We still need to check with legal',
      'I have to ask the printers first',
    ],
    not: [
      'need to be more careful',
      'You need to talk to them',
      'Need to understand the numbers',
      'They need to ask',
    ],
  },
  {
    id: 'i-need-to',
    shape: 'statement',
    kind: 'action',
    sentence: 'The speaker says “I need to” and a thing to do.',
    pattern: String.raw`\bi (?:still )?(?:need|have) to ${SOON}${DOING}`,
    examples: ['I need to do that this week', 'I still have to write the report'],
    not: ['I need to know', 'I need more time', 'I have to say it works'],
  },
  {
    id: 'would-like-to-help',
    shape: 'statement',
    kind: 'action',
    sentence: 'The speaker would like to take a thing on.',
    pattern: String.raw`(?:(?:${OPENING}|\bi )would|\bi[’']d) (?:also )?(?:like|love|be happy|be glad) to ${SOON}${HELPING}`,
    examples: ['Would like to take a look', 'I’d love to help with that', 'I would also like to join'],
    not: [
      'Would like to see numbers',
      'Would like to continue to discuss',
      'Users would like to help themselves',
    ],
  },
  {
    id: 'offer',
    shape: 'statement',
    kind: 'action',
    sentence: 'The speaker offers to do a thing.',
    pattern: String.raw`\bi can ${SOON}${NO_FLOOR}${HELPING}|(?:\bi[’']m |\bi am |${OPENING})(?:also )?(?:happy|glad|willing) to ${SOON}${NO_FLOOR}${HELPING}|\blet me ${SOON}${HELPING}|\bi volunteer\b|(?:^|\bi[’']m )on it[.!]?$|\bleave (?:it|that|this) (?:with|to) me\b|\b(?:is|[’']s) (?:still )?with me\b`,
    examples: [
      'I can help with the index',
      'I’m willing to help',
      'Sounds good, happy to help',
      'Let me check',
      'On it',
      'Leave it with me',
    ],
    not: [
      'I can see that',
      'I’m happy to take more questions',
      'They are happy to pay',
      'Let me be clear',
      'It depends on it',
    ],
  },
  {
    id: 'named-will',
    shape: 'statement',
    kind: 'action',
    sentence: 'A person on the roster “will” or is “to” do a thing.',
    pattern: String.raw`(?:^|[,:]\s+|\b(?:and|then|think) |& ){name} (?:(?:will|to|is going to) ${SOON}${DOING}|takes (?:on|over|it|this|that)\b)`,
    examples: [
      'Milou will write it up',
      'Otto to check with the printers',
      'Then Milou and Otto will send it',
    ],
    not: ['Printing will take a week', 'The road to work', 'Milou will be late'],
  },
];
