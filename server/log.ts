import { destination, pino, type Logger } from 'pino';
import { loadLogLevel } from './env.ts';

const secrets = ['cookie', 'authorization', 'token', 'password', 'secret'];

/**
 * The log of the process: one JSON object a line on standard error, so that standard output stays the result
 * of a command. Call it with fields first and a short event last: `log.info({ callId }, 'call projected')`.
 * Never hand it note text, cookies or tokens; fields with such names are blanked, up to two levels deep.
 */
export const log: Logger = pino(
  {
    level: loadLogLevel(),
    base: { pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  },
  destination({ fd: 2, sync: true }),
);
