import { loadDotEnv } from '#server/app-root.ts';
import { runCommandLine } from './run-command-line.ts';

loadDotEnv();
const { stdout, stderr, code } = await runCommandLine(process.argv.slice(2));
await print(process.stderr, stderr);
await print(process.stdout, stdout);
process.exit(code);

/** Waits until all of it is taken, so that nothing is cut off in a pipe when the process ends. */
async function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text === '') return;
  await new Promise<void>((resolve) => {
    // Whoever reads may stop early, as `head` does.
    stream.once('error', () => {
      resolve();
    });
    stream.write(text, () => {
      resolve();
    });
  });
}
