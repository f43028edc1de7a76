/** After how many days an invitation may end. */
export const invitationDays = [1, 7, 30] as const;
export type InvitationDays = (typeof invitationDays)[number];

/** The most addresses that are invited at once. */
export const MAX_INVITED_AT_ONCE = 50;

/** The most people that one link lets in, where it has a count. */
export const MAX_LINK_USES = 500;

/** When an invitation ends that is made at an instant. */
export function invitationEnd(madeAt: Date, days: InvitationDays): Date {
  return new Date(madeAt.getTime() + days * 24 * 60 * 60 * 1000);
}
