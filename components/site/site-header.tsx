import Link from 'next/link';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { SignInLink } from './sign-in-link.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export type Viewer = { name: string; guest: boolean };

/** The bar above every page: the way home and the way in or out. */
export function SiteHeader({ viewer }: { viewer: Viewer | null }) {
  return (
    <header className="border-b print:hidden">
      <div className="page-width flex h-12 items-center gap-4">
        <Link href="/" className="-mx-1 rounded-small px-1 py-1 font-semibold tracking-tight">
          Callnotes
        </Link>
        <div className="ms-auto flex min-w-0 items-center gap-3">
          {viewer === null ? (
            <SignInLink look="quiet" size="small" />
          ) : (
            <>
              <span className="truncate text-soft">
                {viewer.name}
                {viewer.guest ? ' (guest)' : null}
              </span>
              <ButtonLink href="/settings" look="quiet" size="small">
                Settings
              </ButtonLink>
              <SignOutButton />
            </>
          )}
        </div>
      </div>
    </header>
  );
}
