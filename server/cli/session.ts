import { parseEmail } from '#server/auth/parse-email.ts';
import { beginSession } from './begin-session.ts';
import { parseCallReference, requireCall } from './call-reference.ts';
import { choiceOption, textOption, UsageError, type Command } from './command.ts';
import { grantableRoles } from './give-role.ts';
import { withDatabase } from './open-for-command.ts';
import { publicAddress } from './public-address.ts';

export const session: Command = {
  usage: 'session EMAIL [--call SERIES/NUMBER] [--role ROLE]',
  summary: 'Makes a user, gives a role, begins a session, and prints its cookie as name=value.',
  details: [
    '--call SERIES/NUMBER  the call, and with it the series, that the role is for',
    `--role ROLE           one of ${grantableRoles.join(', ')}. It replaces the role the user had, upwards or downwards,`,
    '                      and acts on open pages within a second. Without it a new member becomes a participant.',
    '                      The last owner of a series stays its owner: that is refused with exit code 1.',
    'Without --call only the role owner can be given: that of this whole installation.',
  ],
  options: { call: { type: 'string' }, role: { type: 'string' } },
  positionals: 1,
  run: async (args) => {
    const email = parseEmail(args.positionals[0] ?? '');
    const role = choiceOption(args, 'role', grantableRoles);
    const callText = textOption(args, 'call');
    const reference = callText === undefined ? null : parseCallReference(callText);
    if (reference === null && role !== undefined && role !== 'owner') {
      throw new UsageError(`--role ${role} needs --call SERIES/NUMBER.`);
    }
    return withDatabase(async (env) => {
      const call = reference === null ? null : await requireCall(reference);
      const cookie = await beginSession(email, call, role, publicAddress(env));
      return { stdout: `${cookie.name}=${cookie.value}\n` };
    });
  },
};
