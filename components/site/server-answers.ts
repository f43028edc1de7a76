const PATIENCE_MS = 3000;

/** Whether the server can be reached now and is ready to serve. */
export async function serverAnswers(): Promise<boolean> {
  if (!navigator.onLine) return false;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch('/readyz', { cache: 'no-store', signal }).catch(() => null);
  return answer?.ok === true;
}
