import type { CallStatus } from '#lib/policy/access.ts';

/** How a call's state is written, and in which tone. */
export const callStatusFaces = {
  planned: { label: 'Planned', tone: 'accent' },
  live: { label: 'Live', tone: 'live' },
  review: { label: 'In review', tone: 'review' },
  published: { label: 'Published', tone: 'done' },
} as const satisfies Record<CallStatus, { label: string; tone: string }>;
