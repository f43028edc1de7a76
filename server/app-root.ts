import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder that holds the app: `package.json`, `.next`, `prisma`. Found from this file upwards, so that it is
 * the same for the sources and for the bundles in `.build`.
 */
export function appRoot(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(folder) === folder) throw new Error('The folder of the app has no package.json.');
  }
}

/** Adds the variables of the app's `.env` file, if there is one, to those that are not set already. */
export function loadDotEnv(): void {
  const file = path.join(appRoot(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
