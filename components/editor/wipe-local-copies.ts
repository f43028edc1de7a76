/** Every copy of notes that a browser keeps has a name that begins so. */
export const LOCAL_COPY_PREFIX = 'callnotes:';

/** Takes every copy of notes out of this browser. Called at sign-out; never throws. */
export async function wipeLocalCopies(): Promise<void> {
  try {
    const databases = await indexedDB.databases();
    await Promise.all(
      databases.map(async ({ name }) => {
        if (name?.startsWith(LOCAL_COPY_PREFIX) === true) await deleteDatabase(name);
      }),
    );
  } catch {
    // Without storage there is nothing to take out.
  }
}

async function deleteDatabase(name: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    // An open tab blocks the deletion until it closes; the browser then goes on by itself.
    for (const event of ['success', 'error', 'blocked']) {
      request.addEventListener(event, () => {
        resolve();
      });
    }
  });
}
