import { SelectField } from '#components/ui/select-field.tsx';
import { invitationDays } from '#lib/invitations/invitation-terms.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { roleWords } from '#lib/policy/role-words.ts';
import type { FormState } from '#server/actions/form-state.ts';

type InvitationTermsFieldsProps = {
  /** Tells the fields of one form from those of another on the page. */
  id: string;
  grants: readonly SeriesRole[];
  state: FormState;
};

/** As what somebody is invited, and until when. */
export function InvitationTermsFields({ id, grants, state }: InvitationTermsFieldsProps) {
  return (
    <>
      <SelectField
        id={`${id}-role`}
        name="role"
        label="Role"
        className="max-sm:h-11"
        defaultValue={state.values['role'] ?? 'participant'}
        error={state.details['role']}
      >
        {grants.map((role) => (
          <option key={role} value={role}>
            {roleWords[role].name}: {roleWords[role].does}
          </option>
        ))}
      </SelectField>
      <SelectField
        id={`${id}-days`}
        name="days"
        label="Ends after"
        className="max-sm:h-11"
        defaultValue={state.values['days'] ?? '7'}
        error={state.details['days']}
      >
        {invitationDays.map((days) => (
          <option key={days} value={days}>
            {days === 1 ? '1 day' : `${String(days)} days`}
          </option>
        ))}
      </SelectField>
    </>
  );
}
