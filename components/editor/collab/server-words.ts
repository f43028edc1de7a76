import { z } from 'zod/mini';
import type { CallStateMessage } from '#lib/collab/call-state.ts';
import type { AccessMessage, StorageMessage } from '#lib/collab/protocol.ts';
import { callStatuses } from '#lib/policy/access.ts';

const accessMessage = z.object({
  write: z.boolean(),
  reason: z.nullable(z.string()),
  callStatus: z.enum(callStatuses),
});

const storageMessage = z.object({ state: z.enum(['ok', 'failing']) });

const person = z.object({ userId: z.string(), name: z.string() });
const tick = z.object({ callId: z.string(), lineId: z.string(), done: z.boolean() });
const callStateMessage = z.object({
  version: z.int(),
  notetaker: z.nullable(person),
  cover: z.nullable(person),
  votes: z.array(z.object({ item: z.string(), people: z.array(person) })),
  ticks: z.array(tick),
});

/** The server's word about the right to write; null when it is not one that this page reads. */
export function parseAccess(json: string): AccessMessage | null {
  return parse(accessMessage, json);
}

/** The server's word about its storage; null when it is not one that this page reads. */
export function parseStorage(json: string): StorageMessage | null {
  return parse(storageMessage, json);
}

/** The server's word about the call's state; null when it is not one that this page reads. */
export function parseCallState(json: string): CallStateMessage | null {
  return parse(callStateMessage, json);
}

function parse<T>(schema: z.ZodMiniType<T>, json: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
