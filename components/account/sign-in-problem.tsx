import Link from 'next/link';
import { Notice } from '#components/ui/notice.tsx';

type SignInProblemProps = {
  /** What a way over another site came back with, as next-auth or our own pages name it. */
  error: string;
  /** The site's name; null when it is not known which one it was. */
  providerName: string | null;
  callbackUrl: string;
};

/** Why somebody who comes back from another site is not signed in, and what to do. */
export function SignInProblem({ error, providerName, callbackUrl }: SignInProblemProps) {
  return (
    <div className="mb-6">
      <Notice tone="danger" announce="alert">
        {problemText(error, providerName ?? 'The other site')}
        {error === 'AddressUnproved' ? (
          <>
            {' '}
            Or{' '}
            <Link href={`/sign-in/name?callbackUrl=${encodeURIComponent(callbackUrl)}`} className="text-link">
              make a new account without this address
            </Link>
            .
          </>
        ) : null}
      </Notice>
    </div>
  );
}

function problemText(error: string, name: string): string {
  switch (error) {
    case 'OAuthSignin':
    case 'Configuration':
      return `${name} does not answer as it should, so this way to sign in is not available now. You are not signed in. Take another way, or try again later.`;
    case 'TooMany':
      return 'Too many attempts. You are not signed in. Try again in a few minutes.';
    case 'OAuthCallback':
      return `${name} sent an answer that cannot be used. You are not signed in. Try again, or take another way.`;
    case 'AddressUnproved':
      return `An account here has the e-mail address that ${name} gave, and nobody has proved yet that they read its mail. You are not signed in. Have a mail sent to that address and sign in by it once; after that, both ways open the same account.`;
    default:
      return 'Signing in did not come to its end. You are not signed in. Try again, or take another way.';
  }
}
