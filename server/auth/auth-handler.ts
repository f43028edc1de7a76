import { cookies } from 'next/headers';
import NextAuth from 'next-auth';
import { loadEnv } from '#server/env.ts';
import { log } from '#server/log.ts';
import { authOptions } from './auth-options.ts';
import { callbackPath } from './callback-path.ts';

type RouteContext = { params: Promise<{ nextauth: string[] }> };
type Handler = (request: Request, context: RouteContext) => Promise<Response>;

/**
 * Answers `/api/auth/*`. The options are read at each request: the secret exists only once the server has started. What
 * goes wrong signs nobody in and leads back to the sign-in page, which says so and keeps where the person wanted to go.
 */
export async function handleAuth(request: Request, context: RouteContext): Promise<Response> {
  const [action, provider = ''] = (await context.params).nextauth;
  try {
    const handler = NextAuth(authOptions()) as Handler;
    const answer = await handler(request, context);
    const problem = action === 'callback' ? problemOf(answer.headers.get('location')) : null;
    if (problem !== null) {
      answer.headers.set('Location', await signInAddress(problem, provider));
    }
    return answer;
  } catch (error) {
    log.error({ err: error }, 'sign-in failed');
    return Response.redirect(await signInAddress('Callback', provider), 303);
  }
}

/** What went wrong, where next-auth would lead to its own pages for that; null when nothing did. */
function problemOf(location: string | null): string | null {
  if (location === null || !URL.canParse(location, loadEnv().publicUrl)) return null;
  const { pathname, searchParams } = new URL(location, loadEnv().publicUrl);
  if (pathname === '/api/auth/error') return searchParams.get('error') ?? 'Callback';
  return pathname === '/api/auth/signin' ? 'OAuthCallback' : null;
}

async function signInAddress(error: string, provider: string): Promise<string> {
  const address = new URL('/sign-in', loadEnv().publicUrl);
  address.searchParams.set('error', error.slice(0, 40));
  address.searchParams.set('provider', provider);
  address.searchParams.set('callbackUrl', callbackPath(await cookies()));
  return address.href;
}
