'use client';

import { useActionState } from 'react';
import { ActionForm } from '#components/forms/action-form.tsx';
import { ActionNotice } from '#components/forms/action-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/input.tsx';
import { seriesRoles } from '#lib/policy/access.ts';
import { roleWords } from '#lib/policy/role-words.ts';
import { formatDay } from '#lib/times/format-instant.ts';
import { changeRole } from '#server/actions/change-role.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { removeMember } from '#server/actions/remove-member.ts';
import type { MemberView } from '#server/queries/people-view.ts';

type MembersListProps = { seriesId: string; members: readonly MemberView[] };

/** The members of a series; whoever may gives them other roles or takes them out. */
export function MembersList({ seriesId, members }: MembersListProps) {
  const [removal, remove, removing] = useActionState(removeMember, idleForm);
  if (members.length === 0) {
    return (
      <EmptyState title="No members yet">
        A series that a command made begins without any. Invite its people below.
      </EmptyState>
    );
  }
  return (
    <>
      <ActionNotice state={removal} />
      <ul aria-label="Members" className="divide-y border-y">
        {members.map((member) => (
          <li
            key={member.userId}
            className="grid gap-x-6 gap-y-2 py-2.5 md:grid-cols-[minmax(0,1fr)_17rem_9rem_6rem] md:items-center"
          >
            <div className="min-w-0 wrap-anywhere">
              <p className="font-semibold">
                {member.name} {member.self ? <Chip>You</Chip> : null}
              </p>
              {member.email === null ? null : <p className="text-soft">{member.email}</p>}
            </div>
            {member.mayBecome.length === 0 ? (
              <p>{roleWords[member.role].name}</p>
            ) : (
              <RoleForm seriesId={seriesId} member={member} />
            )}
            <p className="text-soft">
              Since <time dateTime={member.since}>{formatDay(member.since).replace(/^\S+ /u, '')}</time>
            </p>
            {member.mayRemove ? (
              <div className="relative md:justify-self-end">
                <Disclosure
                  className="start-0 mt-2 w-[min(20rem,calc(100vw-2rem))] p-4 md:start-auto md:end-0"
                  buttonClassName="max-sm:h-11"
                  label={
                    <span>
                      {member.self ? 'Leave' : 'Remove'}
                      <span className="sr-only">{member.self ? ' the series' : ` ${member.name}`}</span>
                    </span>
                  }
                >
                  <form action={remove} className="grid gap-3">
                    <input type="hidden" name="seriesId" value={seriesId} />
                    <input type="hidden" name="userId" value={member.userId} />
                    <p>
                      {member.self
                        ? 'You come back only by a new invitation. What you wrote stays.'
                        : 'Their open pages close at once. What they wrote stays.'}
                    </p>
                    <Button type="submit" look="danger" className="max-sm:h-11" disabled={removing}>
                      {member.self ? 'Leave this series' : `Remove ${member.name}`}
                    </Button>
                  </form>
                </Disclosure>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function RoleForm({ seriesId, member }: { seriesId: string; member: MemberView }) {
  const roles = seriesRoles.filter((role) => role === member.role || member.mayBecome.includes(role));
  return (
    <ActionForm action={changeRole} className="grid gap-2" label={`Role of ${member.name}`}>
      {({ pending }) => (
        <div className="flex gap-2">
          <input type="hidden" name="seriesId" value={seriesId} />
          <input type="hidden" name="userId" value={member.userId} />
          <Select
            key={member.role}
            name="role"
            aria-label={`Role of ${member.name}`}
            defaultValue={member.role}
            className="min-w-0 max-sm:h-11"
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleWords[role].name}
              </option>
            ))}
          </Select>
          <Button type="submit" className="h-9 max-sm:h-11" disabled={pending}>
            Change<span className="sr-only"> the role of {member.name}</span>
          </Button>
        </div>
      )}
    </ActionForm>
  );
}
