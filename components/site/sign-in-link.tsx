'use client';

import { usePathname } from 'next/navigation';
import { ButtonLink } from '#components/ui/button-link.tsx';
import type { ButtonLook } from '#components/ui/button.tsx';

/** Leads to the sign-in page, and from there back to the page it stands on. */
export function SignInLink(look: ButtonLook) {
  const path = usePathname();
  const plain = path === '/' || path.startsWith('/sign-in') || path.startsWith('/_');
  const address = plain ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
  return (
    <ButtonLink href={address} {...look}>
      Sign in
    </ButtonLink>
  );
}
