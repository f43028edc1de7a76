import type { AgendaItemPurpose, AgendaItemState } from '#lib/notes/schema/agenda-item.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';

/**
 * A line of the sample: seconds after the call's start, who, what. In the text `…` is a gap, `@Name` a person,
 * `{+12}` a stamp of that minute, `` `code` `` code and `[words](address)` a link.
 */
export type SampleLine = {
  at: number;
  who: string;
  text: string;
  tag?: LineTag;
  owner?: string;
  /** Days after the call by which an action is due. */
  dueDays?: number;
  done?: boolean;
};

export type SampleItem = {
  title: string;
  level?: 2;
  minutes?: number;
  purpose?: AgendaItemPurpose;
  proposer?: string;
  state?: AgendaItemState;
  lines?: SampleLine[];
};

/** Says when, who and what in one short row. */
function said(at: number, who: string, text: string, more: Partial<SampleLine> = {}): SampleLine {
  return { at, who, text, ...more };
}

export const sampleSeries = {
  slug: 'tidewater',
  title: 'Tidewater core call',
  intro:
    'Tidewater is an invented project that builds a tide clock for small harbours. Its people and calls are invented too.',
  zone: 'Europe/Amsterdam',
  cadenceNote: 'every two weeks',
  lengthMinutes: 60,
} as const;

export const firstCall: SampleItem[] = [
  {
    title: 'What the first board showed',
    minutes: 20,
    purpose: 'update',
    lines: [
      said(60, 'Bram', 'The board runs for nine days on one charge. We had hoped for fourteen'),
      said(
        105,
        'Ikko',
        'Most of it goes into the display. It is redrawn every minute even when nothing moved',
      ),
      said(170, 'Ottoline', 'Can we redraw only when the water has moved by a centimetre?'),
      said(200, 'Ikko', 'Yes. That alone should bring us past two weeks'),
      said(260, 'Ikko', 'Redraw only on a change of one centimetre, and measure again', {
        tag: 'action',
        dueDays: 14,
        done: true,
      }),
    ],
  },
  {
    title: 'Where the tide tables come from',
    minutes: 30,
    purpose: 'decision',
    lines: [
      said(1260, 'Juno', 'Three sources. The harbour office sends a table once a year, on paper'),
      said(1330, 'Wendell', 'The national service has an address that answers, but it asks for a key'),
      said(1390, 'Juno', 'And we can compute them ourselves from the constituents, good to six centimetres'),
      said(1500, 'Ottoline', 'We compute them ourselves and compare with the paper table once a month', {
        tag: 'decision',
      }),
    ],
  },
];

export const publishedCall: SampleItem[] = [
  {
    title: 'Announcements',
    minutes: 5,
    purpose: 'intro',
    lines: [
      said(40, 'Ottoline', 'Everybody hears me? Good. Notes are mine today, @Bram reads along'),
      said(75, 'Maud', 'The harbour office of the north quay wants two clocks before summer'),
      said(110, 'Tamsin', 'And the school wants one for the physics room'),
    ],
  },
  {
    title: 'Battery life',
    minutes: 10,
    purpose: 'update',
    proposer: 'Ikko',
    lines: [
      said(330, 'Ikko', 'Redrawing on change only: seventeen days on one charge, measured on two boards'),
      said(372, 'Bram', 'What was the weather? A storm means more redraws'),
      said(401, 'Ikko', 'Two calm weeks. A week of storm costs about four days'),
      said(440, 'Bram', 'Then thirteen in the worst case. I can live with that'),
      said(470, 'Juno', 'Could the clock say how many days are left?', { tag: 'question' }),
      said(488, 'Ikko', 'It knows the voltage, so roughly. A bar with five steps'),
      said(515, 'Ikko', 'Put a five-step battery bar next to the moon', { tag: 'action', dueDays: 14 }),
    ],
  },
  { title: 'Tide tables', purpose: 'feedback' },
  {
    title: 'Computed against paper',
    level: 2,
    minutes: 15,
    lines: [
      said(910, 'Juno', 'A month of comparing: 4 cm on average, 11 cm on the worst day'),
      said(948, 'Wendell', 'Which day was that?'),
      said(
        956,
        'Juno',
        '{+15} The second, with the strong south wind. The computation knows nothing of wind',
      ),
      said(1010, 'Saskia', 'For a fisherman 11 cm is nothing. For a sill that dries out it is a lot'),
      said(1052, 'Wendell', 'We could show a band instead of a line when there is wind'),
      said(1090, 'Ferro', '… and the band has to be honest, otherwise they trust it too much'),
      said(1131, 'Saskia', 'A band needs a wind forecast. That is a network, and the clock has none'),
      said(
        1177,
        'Ottoline',
        'Objections to the plain computation, with its error written on the back of the case?',
      ),
      said(1195, 'Ferro', 'No'),
      said(1198, 'Saskia', 'No'),
      said(
        1214,
        'Ottoline',
        'The clock shows the plain computation; its mean error stands on the back of the case',
        {
          tag: 'decision',
        },
      ),
      said(1240, 'Juno', 'Write the sentence for the back of the case, with the figure', {
        tag: 'action',
        dueDays: 10,
      }),
    ],
  },
  {
    title: 'Format of the constituents file',
    level: 2,
    minutes: 10,
    lines: [
      said(
        1530,
        'Wendell',
        'At the moment it is `harbour.json` with 37 numbers in an order nobody can remember',
      ),
      said(1575, 'Lior', 'I would name them. `{ "M2": [1.02, 74.1] }` reads well and costs 400 bytes'),
      said(1622, 'Juno', 'The bootloader has room for that'),
      said(1640, 'Wendell', '…'),
      said(
        1702,
        'Lior',
        'Named constituents then, and a line in the file that says which year they are from',
      ),
      said(1730, 'Ottoline', 'Named constituents with the year they are from', { tag: 'decision' }),
      said(1751, 'Ottoline', 'Convert the three harbours we have', {
        tag: 'action',
        owner: 'Lior',
        dueDays: 14,
      }),
    ],
  },
  {
    title: 'The case',
    minutes: 10,
    purpose: 'feedback',
    proposer: 'Tamsin',
    lines: [
      said(
        1990,
        'Tamsin',
        'Drawings are in [the shared folder](https://tidewater.example/case): one screwed, one glued',
      ),
      said(2044, 'Maud', 'Glued is prettier, but then nobody changes the battery'),
      said(2090, 'Tamsin', 'It also keeps the salt out. Screws need a seal, and seals get old'),
      said(2133, 'Bram', 'How long does the seal last?', { tag: 'question' }),
      said(2150, 'Tamsin', 'The maker says five years. {+36} I would say three on a quay'),
      said(2204, 'Maud', 'Three years is when the battery goes anyway'),
      said(2240, 'Ottoline', 'So: screws, a seal, and both are changed together', { tag: 'decision' }),
      said(2261, 'Tamsin', 'Order five screwed cases with seals', { tag: 'action', dueDays: 21 }),
    ],
  },
  { title: 'Who sews the flags', minutes: 5, state: 'noTime' },
  {
    title: 'Anything else',
    minutes: 5,
    lines: [
      said(3340, 'Ferro', 'I am away next time. @Wendell has my list'),
      said(3372, 'Saskia', 'Somebody asked whether the clock works on a lake'),
      said(3391, 'Juno', 'It does. It is just very calm'),
    ],
  },
];

export const liveCall: SampleItem[] = [
  {
    title: 'Announcements',
    minutes: 5,
    purpose: 'intro',
    state: 'done',
    lines: [
      said(30, 'Bram', 'I take notes today. Slowly, please'),
      said(62, 'Maud', 'The north quay has paid for its two clocks'),
    ],
  },
  {
    title: 'Battery bar',
    minutes: 10,
    purpose: 'update',
    proposer: 'Ikko',
    state: 'done',
    lines: [
      said(310, 'Ikko', 'Five steps, next to the moon. It looked like a second moon, so I made it square'),
      said(351, 'Juno', 'Does it drop from three to one when it is cold?'),
      said(370, 'Ikko', 'It did. Now it looks at the lowest voltage of the last day'),
    ],
  },
  {
    title: 'First clock on the quay',
    minutes: 20,
    purpose: 'decision',
    state: 'current',
    lines: [
      said(905, 'Saskia', 'The harbour master lets us hang it beside the ice machine'),
      said(942, 'Tamsin', 'That is the wettest place of the whole harbour'),
      said(958, 'Saskia', '… but everybody passes it'),
      said(1003, 'Bram', 'If it survives there, it survives anywhere'),
      said(1041, 'Tamsin', 'Bring two seals and look at them after a month', { tag: 'action', dueDays: 30 }),
    ],
  },
  { title: 'Numbers of the lake', minutes: 10, purpose: 'feedback', proposer: 'Juno' },
  { title: 'Anything else', minutes: 10 },
];

export const plannedCall: SampleItem[] = [
  { title: 'A month beside the ice machine', minutes: 15, purpose: 'update', proposer: 'Tamsin' },
  { title: 'Release 1.0', purpose: 'decision', proposer: 'Ottoline' },
  { title: 'What is still missing', level: 2, minutes: 20, proposer: 'Wendell' },
  { title: 'Who answers questions from harbours', level: 2, minutes: 15, proposer: 'Maud' },
  { title: 'Anything else', minutes: 5 },
];
