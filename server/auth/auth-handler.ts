import NextAuth from 'next-auth';
import { authOptions } from './auth-options.ts';

type RouteContext = { params: Promise<{ nextauth: string[] }> };
type Handler = (request: Request, context: RouteContext) => Promise<Response>;

/** Answers `/api/auth/*`. The options are read at each request: the secret exists only once the server has started. */
export async function handleAuth(request: Request, context: RouteContext): Promise<Response> {
  const handler = NextAuth(authOptions()) as Handler;
  return handler(request, context);
}
