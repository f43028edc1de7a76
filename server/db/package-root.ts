import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#lib/errors.ts';

/**
 * The folder that holds package.json, whether the module runs from its source or from a bundle below it.
 * @throws AppError `unavailable` when no folder above has one.
 */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) {
      throw new AppError('unavailable', {
        message: `The program's own folder was not found above ${fileURLToPath(import.meta.url)}. Install Callnotes again.`,
      });
    }
    folder = above;
  }
  return folder;
}

/** Whether the module runs from the bundle that `npm run build` makes. */
export function isBundled(): boolean {
  return path.basename(path.dirname(fileURLToPath(import.meta.url))) === '.build';
}
