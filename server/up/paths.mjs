import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The absolute path of something named from the repository's root. */
export const inRoot = (...parts) => path.join(root, ...parts);
