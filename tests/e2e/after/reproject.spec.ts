import { expect, test } from '@playwright/test';
import { sharedApp } from '#tests/e2e/support/shared-app.ts';
import { callnotes } from '#tests/support/app.ts';

test('the rows that all browser tests left behind are what their documents give', async () => {
  const { code, stdout, stderr } = await callnotes(['reproject', '--check'], sharedApp());
  expect(stdout + stderr).not.toBe('');
  expect(code, stdout + stderr).toBe(0);
});
