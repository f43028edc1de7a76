import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/account/sign-in-form.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { safePath } from '#server/auth/safe-path.ts';
import { signInView } from '#server/queries/sign-in-view.ts';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl } = await searchParams;
  const next = safePath(typeof callbackUrl === 'string' ? callbackUrl : null);
  const view = await signInView();
  if (view.signedIn) redirect(next);
  return (
    <NarrowPage
      title="Sign in"
      lead={
        view.setupNeeded
          ? 'Nobody has an account here yet. Open the setup link that the terminal shows to make the first one.'
          : 'For members. Guests come in by the link of their call.'
      }
    >
      <SignInForm callbackUrl={next} />
    </NarrowPage>
  );
}
