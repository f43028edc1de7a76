import { headers } from 'next/headers';
import { cache } from 'react';
import type { Actor } from '#lib/policy/access.ts';
import { actorFromCookieHeader } from './actor.ts';

/** Who asks for the page or sends the action that is being served; one look-up per request. */
export const currentActor: () => Promise<Actor> = cache(async () =>
  actorFromCookieHeader((await headers()).get('cookie') ?? undefined),
);
