'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { endSession } from '#server/auth/end-session.ts';

/** Ends the session of the browser that asks, everywhere at once, and goes to the first page. */
export async function signOut(): Promise<void> {
  await endSession();
  revalidatePath('/', 'layout');
  redirect('/');
}
