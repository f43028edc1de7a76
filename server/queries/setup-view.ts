import 'server-only';
import { setupNeeded } from '#server/auth/setup-needed.ts';
import { isSetupToken } from '#server/auth/setup-token.ts';

/** Whether the setup page stands open: `done` once somebody can sign in, `locked` without the printed token. */
export async function setupView(token: string): Promise<'open' | 'locked' | 'done'> {
  if (!(await setupNeeded())) return 'done';
  return isSetupToken(token) ? 'open' : 'locked';
}
