import { checkClock, checkDatabase, checkDocuments, checkWriting } from './doctor-database.ts';
import { checkDataFolder, checkNode, checkSecret } from './doctor-folder.ts';
import { checkMail } from './doctor-mail.ts';
import { checkAddress, checkServer } from './doctor-server.ts';
import type { Finding } from './finding.ts';
import { loadEnv } from '#server/env.ts';
import type { Command } from './command.ts';

export const doctor: Command = {
  usage: 'doctor',
  summary: 'Looks for what is wrong with this installation.',
  details: [
    'Checks Node, the data folder, the secret, the database and its migrations, writing and reading back, every',
    'stored document, the clock, the public address and port, the mail server, and, when the server runs, a page and',
    'a live room.',
    'One line a check; fails if one does.',
  ],
  options: {},
  positionals: 0,
  run: async () => {
    const env = loadEnv();
    const findings: Finding[] = [checkNode(), await checkDataFolder(env)];
    const { database, finding } = await checkDatabase(env);
    findings.push(finding, checkSecret(env));
    if (database !== null) {
      try {
        findings.push(await checkWriting(), await checkDocuments(), await checkClock());
      } finally {
        await database.close();
      }
    }
    findings.push(await checkAddress(env), ...(await checkServer(env)), await checkMail(env));
    const failed = findings.filter(({ state }) => state === 'fail').length;
    const width = Math.max(...findings.map(({ name }) => name.length));
    const lines = findings.map(
      ({ state, name, text }) => `${state.padEnd(4)}  ${name.padEnd(width)}  ${text}`,
    );
    const summary =
      failed === 0
        ? 'Everything is in order.'
        : `${String(failed)} of ${String(findings.length)} checks failed.`;
    return { stdout: `${[...lines, summary].join('\n')}\n`, exitCode: failed === 0 ? 0 : 1 };
  },
};
