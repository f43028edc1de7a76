import { leadToProvider } from '#server/auth/lead-to-provider.ts';

type RouteContext = { params: Promise<{ provider: string }> };

export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  return leadToProvider(request, (await params).provider);
}
