import 'server-only';
import type { CallStatus } from '#lib/policy/access.ts';

/** A call named on a list. */
export type CallLink = {
  number: number;
  title: string;
  startsAt: string | null;
  heldOn: string | null;
  status: CallStatus;
  cancelled: boolean;
  /** The instant it was planned for first; null when it is held then. */
  movedFrom: string | null;
};

/** The columns that `callLink` reads. */
export const callLinkColumns = {
  number: true,
  title: true,
  startsAt: true,
  heldOn: true,
  status: true,
  cancelledAt: true,
  movedFrom: true,
} as const;

export type CallLinkRow = {
  number: number;
  title: string;
  startsAt: Date | null;
  heldOn: Date | null;
  status: CallStatus;
  cancelledAt: Date | null;
  movedFrom: Date | null;
};

/** A call as lists name it: times as ISO instants, the day it was held as YYYY-MM-DD. */
export function callLink(call: CallLinkRow): CallLink {
  return {
    number: call.number,
    title: call.title,
    startsAt: call.startsAt?.toISOString() ?? null,
    heldOn: call.heldOn?.toISOString().slice(0, 10) ?? null,
    status: call.status,
    cancelled: call.cancelledAt !== null,
    movedFrom: call.movedFrom?.toISOString() ?? null,
  };
}
