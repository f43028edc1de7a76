import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import type { z } from 'zod';
import { loadEnv } from '#server/env.ts';
import { authSecret } from './secret.ts';

/** A cookie that only this server can make or read, for one purpose and a short time. */
export type SealedCookie<T> = {
  read(): Promise<T | null>;
  write(value: T): Promise<void>;
  clear(): Promise<void>;
};

/**
 * A sealed cookie of the browser that sent this request, for pages under /sign-in and for providers' answers. The name is part of the seal, so that no
 * cookie is taken for another, a session's least of all.
 */
export function sealedCookie<T extends Record<string, unknown>>(
  name: string,
  schema: z.ZodType<T>,
  seconds: number,
): SealedCookie<T> {
  return {
    async read() {
      const token = (await cookies()).get(name)?.value;
      if (token === undefined) return null;
      let payload: unknown;
      try {
        payload = await decode({ token, secret: authSecret(), salt: name });
      } catch {
        return null;
      }
      const parsed = schema.safeParse(payload);
      return parsed.success ? parsed.data : null;
    },
    async write(value) {
      const token = await encode({ token: value, secret: authSecret(), salt: name, maxAge: seconds });
      (await cookies()).set(name, token, {
        httpOnly: true,
        sameSite: 'lax',
        secure: loadEnv().publicUrl.startsWith('https:'),
        path: '/sign-in',
        maxAge: seconds,
      });
    },
    async clear() {
      (await cookies()).delete({ name, path: '/sign-in' });
    },
  };
}
