import type { CallStatus } from '#lib/policy/access.ts';
import { insertBlocks } from '#lib/notes/edit-blocks.ts';
import { listTicks, tickAction } from '#server/db/action-ticks.ts';
import { assignCallRole, createCall, setCallStatus, type Call } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { setRole } from '#server/db/memberships.ts';
import { createSeries, type Series } from '#server/db/series.ts';
import { claimSetting, readSetting } from '#server/db/settings.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { editNotes } from '#server/projection/edit-notes.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { sampleNotes } from './sample-notes.ts';
import {
  firstCall,
  liveCall,
  plannedCall,
  publishedCall,
  sampleSeries,
  type SampleItem,
} from './sample-text.ts';

const SETTING = 'sample';
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
/** The call in which an action of the one before is ticked. */
const TICKED_IN = 13;

type SampleCall = {
  number: number;
  title: string;
  /** Days from the live call. */
  days: number;
  status: CallStatus;
  notetaker: 'Ottoline' | 'Bram' | null;
  items: SampleItem[];
};

const sampleCalls: SampleCall[] = [
  {
    number: 11,
    title: 'Power and tables',
    days: -28,
    status: 'published',
    notetaker: 'Ottoline',
    items: firstCall,
  },
  {
    number: 12,
    title: 'Battery, tables, case',
    days: -14,
    status: 'published',
    notetaker: 'Ottoline',
    items: publishedCall,
  },
  {
    number: 13,
    title: 'The first clock on the quay',
    days: 0,
    status: 'live',
    notetaker: 'Bram',
    items: liveCall,
  },
  { number: 14, title: 'Towards 1.0', days: 14, status: 'planned', notetaker: null, items: plannedCall },
];

/**
 * Brings the sample series on the first start of an installation that has no series. It never comes back once it
 * was removed. Returns whether it was made.
 */
export async function ensureSample(): Promise<boolean> {
  if ((await readSetting(SETTING)) !== undefined) return false;
  const existing = await prisma().series.findFirst({ select: { id: true } });
  // Said first: a start that is cut short must not bring a second one, and of several servers one does it.
  if (!(await claimSetting(SETTING, { madeAt: new Date().toISOString() }))) return false;
  if (existing !== null) return false;
  await makeSample(new Date());
  return true;
}

async function makeSample(now: Date): Promise<void> {
  const series = await createSeries({ ...sampleSeries, visibility: 'public', sample: true });
  const liveStart = new Date(Math.floor(now.getTime() / (5 * MINUTE_MS)) * 5 * MINUTE_MS - 20 * MINUTE_MS);
  const memberSince = new Date(liveStart.getTime() - 60 * DAY_MS);
  const notetakers = {
    Ottoline: await makeMember(series.id, 'Ottoline', memberSince),
    Bram: await makeMember(series.id, 'Bram', memberSince),
    Juno: await makeMember(series.id, 'Juno', memberSince),
  };
  for (const sample of sampleCalls) {
    const { number, status, notetaker } = sample;
    const startsAt = new Date(liveStart.getTime() + sample.days * DAY_MS);
    const call = await makeCall(series, sample, startsAt);
    if (notetaker !== null) await assignCallRole(call.id, 'notetaker', notetakers[notetaker]);
    await playCall(call.id, status, startsAt);
    if (number === TICKED_IN) await tickOne(call.id, notetakers.Bram);
  }
}

/** A call of the sample: the first ones as they were written, the others with what the ones before left open. */
async function makeCall(
  series: Series,
  { number, title, items, status }: SampleCall,
  startsAt: Date,
): Promise<Call> {
  const notes = sampleNotes(items, { seriesId: series.id, startedAt: startsAt, zone: series.zone });
  if (status === 'published') {
    const call = await createCall({ seriesId: series.id, number, title, startsAt, notes });
    await reprojectCall(call.id);
    return call;
  }
  const call = await planCall({ seriesId: series.id, actorId: null, number, title, startsAt });
  await editNotes(call.id, null, (doc) => {
    insertBlocks(doc, Number.POSITIVE_INFINITY, notes.content);
  });
  return call;
}

/** One of the actions that were left open is done by now. */
async function tickOne(callId: string, byId: string): Promise<void> {
  const [done] = await listTicks(callId);
  if (done !== undefined) await tickAction({ ...done, done: true, inCallId: callId, byId });
}

/** An invented account that nobody can sign in to: it has neither address nor password. */
async function makeMember(seriesId: string, name: string, since: Date): Promise<string> {
  const user = await prisma().user.create({ data: { name } });
  await setRole(seriesId, user.id, 'participant');
  await prisma().membership.updateMany({ where: { seriesId, userId: user.id }, data: { createdAt: since } });
  return user.id;
}

/** Moves a call through its life at believable instants. */
async function playCall(callId: string, status: CallStatus, startsAt: Date): Promise<void> {
  if (status === 'planned') return;
  await setCallStatus(callId, 'live', { at: startsAt });
  if (status === 'live') return;
  await setCallStatus(callId, 'review', { at: new Date(startsAt.getTime() + 58 * MINUTE_MS) });
  if (status === 'review') return;
  await setCallStatus(callId, 'published', { at: new Date(startsAt.getTime() + 26 * 60 * MINUTE_MS) });
}
