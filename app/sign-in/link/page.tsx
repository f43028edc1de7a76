import type { Metadata } from 'next';
import Link from 'next/link';
import { LinkForm } from '#components/account/link-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { safePath } from '#server/auth/safe-path.ts';
import { mailLinkView } from '#server/queries/mail-link-view.ts';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false }, referrer: 'no-referrer' };

type LinkPageProps = {
  searchParams: Promise<{ token?: string | string[]; callbackUrl?: string | string[] }>;
};

export default async function LinkPage({ searchParams }: LinkPageProps) {
  const { token, callbackUrl } = await searchParams;
  const next = safePath(typeof callbackUrl === 'string' ? callbackUrl : null);
  const link = typeof token === 'string' ? token : '';
  const view = await mailLinkView(link);
  if (view === null) {
    return (
      <NarrowPage title="Sign in">
        <Notice tone="warning">
          This link does not sign in any more: it was used, or is older than ten minutes.{' '}
          <Link className="text-link" href={`/sign-in?callbackUrl=${encodeURIComponent(next)}`}>
            Ask for another mail
          </Link>
          .
        </Notice>
      </NarrowPage>
    );
  }
  return (
    <NarrowPage title="Sign in" lead={`As ${view.email}. The link works once.`}>
      <LinkForm token={link} callbackUrl={next} />
    </NarrowPage>
  );
}
