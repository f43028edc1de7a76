import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SetupForm } from '#components/account/setup-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { setupView } from '#server/queries/setup-view.ts';

export const metadata: Metadata = { title: 'Set up', robots: { index: false }, referrer: 'no-referrer' };

type SetupPageProps = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const params = await searchParams;
  const token = typeof params.token === 'string' ? params.token : '';
  const state = await setupView(token);
  if (state === 'done') notFound();
  if (state === 'locked') {
    return (
      <NarrowPage title="Set up Callnotes">
        <Notice tone="warning">
          This page opens with the setup link that stands in the terminal where Callnotes was started. Nothing
          has been changed.
        </Notice>
      </NarrowPage>
    );
  }
  return (
    <NarrowPage title="Set up Callnotes" lead="The first account owns this instance. It takes half a minute.">
      <SetupForm token={token} />
    </NarrowPage>
  );
}
