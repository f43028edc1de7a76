import { hasUserWithPassword } from '#server/db/users.ts';

// Once somebody can sign in this never becomes true again, so the rows are asked only until then.
let done = false;

/** Whether nobody can sign in yet, so that the setup page stands open to the holder of the token. */
export async function setupNeeded(): Promise<boolean> {
  if (done) return false;
  done = await hasUserWithPassword();
  return !done;
}
