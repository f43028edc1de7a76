import { isAppError } from '#lib/errors.ts';
import { loadEnv } from '#server/env.ts';
import { beginProvider } from './begin-provider.ts';
import { isOwnOrigin } from './own-origin.ts';
import { offeredProviders } from './providers.ts';
import { countAttempt } from './rate-limits.ts';
import { requestAddress } from './request-address.ts';
import { safePath } from './safe-path.ts';

/**
 * Answers the form that begins signing in with a provider: a page that leads there by itself. A redirect would not do: the
 * pages' policy lets forms lead to this site alone, redirects included. Another site's form, a provider that is not offered
 * and one that does not answer lead back to the sign-in page.
 */
export async function leadToProvider(request: Request, provider: string): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const wanted = form.get('callbackUrl');
  const next = safePath(typeof wanted === 'string' ? wanted : null);
  const offered = offeredProviders().find(({ id }) => id === provider);
  if (offered === undefined || !isOwnOrigin(request.headers.get('origin'))) return backToSignIn(next, null);
  try {
    await countAttempt('provider', await requestAddress());
  } catch (error) {
    if (!isAppError(error, 'too_many')) throw error;
    return backToSignIn(next, { error: 'TooMany', provider });
  }
  const begun = await beginProvider(provider, next);
  if (begun === null) return backToSignIn(next, { error: 'OAuthSignin', provider });
  const answer = new Response(pageLeadingTo(begun.location, offered.name), {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  });
  for (const cookie of begun.cookies) answer.headers.append('Set-Cookie', cookie);
  return answer;
}

function backToSignIn(next: string, problem: { error: string; provider: string } | null): Response {
  const address = new URL('/sign-in', loadEnv().publicUrl);
  for (const [name, value] of Object.entries(problem ?? {})) address.searchParams.set(name, value);
  address.searchParams.set('callbackUrl', next);
  return Response.redirect(address, 303);
}

function pageLeadingTo(location: string, name: string): string {
  const [to, site] = [location, name].map((text) =>
    text.replace(/[&<>"']/gu, (sign) => `&#${String(sign.codePointAt(0))};`),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in with ${site ?? ''}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0;url=${to ?? ''}"></head>
<body style="font:16px/1.5 system-ui,sans-serif;margin:3rem"><main><h1 style="font-size:1.25rem">Sign in with ${site ?? ''}</h1>
<p><a href="${to ?? ''}">Go on to ${site ?? ''}</a></p></main></body></html>`;
}
