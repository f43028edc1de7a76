/** What somebody can be on one call, whatever their role in its series. */
export const callRoles = ['notetaker', 'backup', 'chair'] as const;
export type CallRole = (typeof callRoles)[number];
