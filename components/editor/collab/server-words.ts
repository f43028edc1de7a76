import { z } from 'zod/mini';
import type { AccessMessage, StorageMessage } from '#lib/collab/protocol.ts';
import { callStatuses } from '#lib/policy/access.ts';

const accessMessage = z.object({
  write: z.boolean(),
  reason: z.nullable(z.string()),
  callStatus: z.enum(callStatuses),
});

const storageMessage = z.object({ state: z.enum(['ok', 'failing']) });

/** The server's word about the right to write; null when it is not one that this page reads. */
export function parseAccess(json: string): AccessMessage | null {
  return parse(accessMessage, json);
}

/** The server's word about its storage; null when it is not one that this page reads. */
export function parseStorage(json: string): StorageMessage | null {
  return parse(storageMessage, json);
}

function parse<T>(schema: z.ZodMiniType<T>, json: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
