import { TroublePage } from '#components/site/trouble-page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';

export default function InvitationNotFound() {
  return (
    <TroublePage
      title="No invitation is here"
      happened="This link leads nowhere. It may have been cut on its way, such as by a line break in a mail."
      safe="Nothing was changed. Whoever invited you can make a new one."
      next={<ButtonLink href="/">All series</ButtonLink>}
    />
  );
}
