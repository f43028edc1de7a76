// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wipeLocalCopies } from '#components/editor/wipe-local-copies.ts';
import { SignOutButton } from '#components/site/sign-out-button.tsx';
import { signOut } from '#server/actions/sign-out.ts';

vi.mock('#components/editor/wipe-local-copies.ts', () => ({ wipeLocalCopies: vi.fn() }));
vi.mock('#server/actions/sign-out.ts', () => ({ signOut: vi.fn() }));

async function pressSignOut(): Promise<void> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  await act(async () => {
    root.render(<SignOutButton />);
  });
  await act(async () => {
    place.querySelector('button')?.click();
  });
  await act(async () => {
    root.unmount();
  });
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.mocked(wipeLocalCopies).mockReset();
  vi.mocked(signOut).mockReset();
});

test('signing out takes the copies of notes off this device and ends the session', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}'));
  await pressSignOut();
  expect(wipeLocalCopies).toHaveBeenCalledOnce();
  expect(signOut).toHaveBeenCalledOnce();
});

test('without a server nobody is signed out, and text that only this device has stays', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  await pressSignOut();
  expect(wipeLocalCopies).not.toHaveBeenCalled();
  expect(signOut).not.toHaveBeenCalled();
});
