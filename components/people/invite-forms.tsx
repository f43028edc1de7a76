import type { SeriesRole } from '#lib/policy/access.ts';
import { InviteByLinkForm } from './invite-by-link-form.tsx';
import { InviteByMailForm } from './invite-by-mail-form.tsx';

type InviteFormsProps = {
  seriesId: string;
  /** The roles that may be given away. */
  grants: readonly SeriesRole[];
  /** Whether mails go out; else they stand in the server's log. */
  mailed: boolean;
};

/** The two ways to invite people: by mail to each, or by a link to be passed on. */
export function InviteForms({ mailed, ...props }: InviteFormsProps) {
  return (
    <div className="mb-4 grid gap-x-8 gap-y-6 rounded-card bg-sunken p-4 md:grid-cols-2">
      <InviteByMailForm {...props} mailed={mailed} />
      <InviteByLinkForm {...props} />
    </div>
  );
}
