import { TroublePage } from '#components/site/trouble-page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';

export default function JoinNotFound() {
  return (
    <TroublePage
      title="This link opens no call"
      happened="It was replaced by a new one, or the call takes no guests now."
      safe="Nothing was changed. Whoever runs the call can give you the link that works."
      next={<ButtonLink href="/">All series</ButtonLink>}
    />
  );
}
