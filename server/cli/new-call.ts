import { callStatuses } from '#lib/policy/access.ts';
import { parseSlug } from '#lib/series/slug.ts';
import { choiceOption, flagOption, type Command } from './command.ts';
import { makeNextCall } from './make-next-call.ts';
import { withDatabase } from './open-for-command.ts';
import { callAddresses, publicAddress } from './public-address.ts';

export const newCall: Command = {
  usage: 'new-call SERIES [--state live] [--json]',
  summary: 'Makes the next call of a series as publishing the last one does, and prints its address.',
  details: [
    'A series that is absent is made, readable by its members only.',
    `--state STATE  one of ${callStatuses.join(', ')}; planned by default. Other than planned, it starts now.`,
    '--json         prints {series, number, url, socket}: the full addresses of the page and of the live room.',
  ],
  options: { state: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 1,
  run: async (args) => {
    const status = choiceOption(args, 'state', callStatuses) ?? 'planned';
    const slug = parseSlug(args.positionals[0] ?? '');
    return withDatabase(async (env) => {
      const call = await makeNextCall(slug, status);
      const address = { series: slug, number: call.number };
      const { url, socket } = callAddresses(publicAddress(env), { ...address, id: call.id });
      const result = flagOption(args, 'json') ? JSON.stringify({ ...address, url, socket }) : url;
      return { stdout: `${result}\n` };
    });
  },
};
