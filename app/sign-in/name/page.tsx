import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { NameForm } from '#components/account/name-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { safePath } from '#server/auth/safe-path.ts';
import { pendingAccountView } from '#server/queries/pending-account-view.ts';

export const metadata: Metadata = { title: 'What are you called?', robots: { index: false } };

type NamePageProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function NamePage({ searchParams }: NamePageProps) {
  const { callbackUrl } = await searchParams;
  const next = safePath(typeof callbackUrl === 'string' ? callbackUrl : null);
  const view = await pendingAccountView();
  if (view === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(next)}`);
  return (
    <NarrowPage
      title="What are you called?"
      lead={
        view.email === null
          ? 'You are new here. A name is all that is missing.'
          : `${view.email} is new here. A name is all that is missing.`
      }
    >
      <NameForm callbackUrl={next} />
    </NarrowPage>
  );
}
