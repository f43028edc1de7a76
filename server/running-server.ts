import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({ pid: z.number().int().positive(), url: z.url() });

/** The server that holds a data folder: its process and its public address. */
export type RunningServer = z.infer<typeof schema>;

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'server.json');

/** Tells commands that a server runs on this data folder. */
export function announceServer(dataFolder: string, server: RunningServer): void {
  const file = fileIn(dataFolder);
  const draft = `${file}.${String(server.pid)}`;
  writeFileSync(draft, `${JSON.stringify(server)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** Takes the announcement back, unless another server has made its own meanwhile. */
export function withdrawServer(dataFolder: string, pid: number): void {
  if (readAnnouncement(dataFolder)?.pid === pid) rmSync(fileIn(dataFolder), { force: true });
}

/** The server that runs on a data folder; null when none does. */
export function runningServer(dataFolder: string): RunningServer | null {
  const server = readAnnouncement(dataFolder);
  return server !== null && isAlive(server.pid) ? server : null;
}

function readAnnouncement(dataFolder: string): RunningServer | null {
  let text: string;
  try {
    text = readFileSync(fileIn(dataFolder), 'utf8');
  } catch {
    return null;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
