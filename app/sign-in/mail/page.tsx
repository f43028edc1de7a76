import type { Metadata } from 'next';
import Link from 'next/link';
import { CodeForm } from '#components/account/code-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { safePath } from '#server/auth/safe-path.ts';
import { askedMailView } from '#server/queries/asked-mail-view.ts';

export const metadata: Metadata = { title: 'Look at your mail', robots: { index: false } };

type MailPageProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function MailPage({ searchParams }: MailPageProps) {
  const { callbackUrl } = await searchParams;
  const next = safePath(typeof callbackUrl === 'string' ? callbackUrl : null);
  const again = `/sign-in?callbackUrl=${encodeURIComponent(next)}`;
  const view = await askedMailView();
  if (view === null) {
    return (
      <NarrowPage title="Look at your mail">
        <Notice tone="warning">
          This browser has asked for no mail in the last ten minutes.{' '}
          <Link href={again} className="text-link">
            Ask for one
          </Link>
          , or open the link of the mail that you have.
        </Notice>
      </NarrowPage>
    );
  }
  return (
    <NarrowPage
      title="Look at your mail"
      lead={
        view.mailSetUp
          ? `A mail is on its way to ${view.email}. Type its digits here, or open its link. Both count for ten minutes.`
          : `No mail server is set up here: the mail to ${view.email} is printed in the server’s log. Its digits and its link count for ten minutes.`
      }
    >
      <CodeForm callbackUrl={next} />
      <p className="mt-6 text-small text-soft">
        Nothing has come? Look among the unwanted mail, then{' '}
        <Link href={again} className="text-link">
          ask for another
        </Link>
        .
      </p>
    </NarrowPage>
  );
}
