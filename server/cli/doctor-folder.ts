import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { statSync } from 'node:fs';
import { authSecret } from '#server/auth/secret.ts';
import { hasOwnSecret, type Env } from '#server/env.ts';
import { examine, problemOf, type Finding } from './finding.ts';

const LEAST_SECRET = 32;
const OTHERS_MAY_READ = 0o077;

/** Whether this Node is one the server is made for. */
export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  const text = fits ? process.versions.node : `${process.versions.node}; Callnotes needs 20.19 or newer.`;
  return { state: fits ? 'ok' : 'fail', name: 'node', text };
}

/** Whether the data folder can be written; one that is absent can be made on the first start. */
export async function checkDataFolder({ dataFolder }: Env): Promise<Finding> {
  return examine('data folder', async () => {
    const folder = await nearestFolder(dataFolder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (folder !== dataFolder) return `${dataFolder} (made on the first start)`;
    const trial = await mkdtemp(path.join(dataFolder, '.doctor-'));
    try {
      const file = path.join(trial, 'trial');
      await writeFile(file, 'trial');
      if ((await readFile(file, 'utf8')) !== 'trial')
        throw new Error('A file written there reads differently.');
    } finally {
      await rm(trial, { recursive: true, force: true });
    }
    return dataFolder;
  });
}

async function nearestFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return nearestFolder(path.dirname(folder));
  if (!found.isDirectory()) throw new Error(`${folder} is not a folder.`);
  return folder;
}

/** Whether the secret that seals cookies is there, long enough and nobody else's to read. */
export function checkSecret({ dataFolder }: Env): Finding {
  const name = 'secret';
  try {
    const own = hasOwnSecret();
    const secret = authSecret();
    const file = path.join(dataFolder, 'secret');
    if (secret.length < LEAST_SECRET) {
      return { state: 'fail', name, text: `It is shorter than ${String(LEAST_SECRET)} characters.` };
    }
    if (own) return { state: 'ok', name, text: 'from NEXTAUTH_SECRET' };
    const open = process.platform !== 'win32' && (statSync(file).mode & OTHERS_MAY_READ) !== 0;
    if (open) return { state: 'fail', name, text: `Others may read ${file}: run chmod 600 on it.` };
    return { state: 'ok', name, text: file };
  } catch (error) {
    return { state: 'fail', name, text: problemOf(error) };
  }
}
