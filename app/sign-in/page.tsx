import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ProviderForms } from '#components/account/provider-forms.tsx';
import { SignInForm } from '#components/account/sign-in-form.tsx';
import { SignInProblem } from '#components/account/sign-in-problem.tsx';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { safePath } from '#server/auth/safe-path.ts';
import { signInView } from '#server/queries/sign-in-view.ts';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error, provider } = await searchParams;
  const next = safePath(typeof callbackUrl === 'string' ? callbackUrl : null);
  const view = await signInView();
  if (view.signedIn) redirect(next);
  const named = view.providers.find(({ id }) => id === provider) ?? view.providers.at(0);
  const sure = named?.id === provider || view.providers.length === 1;
  return (
    <NarrowPage
      title="Sign in"
      lead={
        view.setupNeeded
          ? 'Nobody has an account here yet. Open the setup link that the terminal shows to make the first one.'
          : 'For members. Guests come in by the link of their call.'
      }
    >
      {typeof error === 'string' ? (
        <SignInProblem error={error} providerName={sure ? (named?.name ?? null) : null} callbackUrl={next} />
      ) : null}
      <ProviderForms providers={view.providers} callbackUrl={next} />
      <SignInForm callbackUrl={next} mailSetUp={view.mailSetUp} />
    </NarrowPage>
  );
}
