import { loadEnv } from '#server/env.ts';

/** Whether a request that changes something was sent by a page of this site: browsers say so in `Origin`. */
export function isOwnOrigin(origin: string | null): boolean {
  return origin === loadEnv().publicUrl;
}
