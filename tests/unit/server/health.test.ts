import { expect, test } from 'vitest';
import { createHealth } from '#server/health.ts';

const fine = { collabFailing: () => false };

test('all parts answering is ready', async () => {
  const health = createHealth({ ...fine, ping: async () => Promise.resolve() });
  expect(await health.readiness()).toEqual({ status: 'ok', database: 'ok', collab: 'ok' });
});

test('a database that fails is not ready', async () => {
  const health = createHealth({ ...fine, ping: async () => Promise.reject(new Error('down')) });
  expect(await health.readiness()).toEqual({ status: 'failing', database: 'failing', collab: 'ok' });
});

test('a database that takes too long is not ready', async () => {
  const health = createHealth({ ...fine, ping: async () => new Promise(() => undefined), patience: 10 });
  expect(await health.databaseAnswers()).toBe(false);
});

test('rooms that cannot commit are not ready', async () => {
  const health = createHealth({ collabFailing: () => true, ping: async () => Promise.resolve() });
  expect(await health.readiness()).toMatchObject({ status: 'failing', collab: 'failing' });
});

test('a server that leaves is not ready, though everything answers', async () => {
  const health = createHealth({ ...fine, ping: async () => Promise.resolve() });
  health.leave();
  expect(await health.readiness()).toEqual({ status: 'leaving', database: 'ok', collab: 'ok' });
  expect(await health.databaseAnswers()).toBe(true);
});

test('questions at once and within a second ask the database once', async () => {
  let asked = 0;
  let time = 0;
  const ping = async () => Promise.resolve((asked += 1));
  const health = createHealth({ ...fine, ping, now: () => time });
  await Promise.all([health.databaseAnswers(), health.databaseAnswers(), health.databaseAnswers()]);
  time = 900;
  await health.databaseAnswers();
  expect(asked).toBe(1);
  time = 1100;
  await health.databaseAnswers();
  expect(asked).toBe(2);
});

test('a database that comes back is found at the next question', async () => {
  let up = false;
  const ping = async () => (up ? Promise.resolve() : Promise.reject(new Error('down')));
  const health = createHealth({ ...fine, ping });
  expect(await health.databaseAnswers()).toBe(false);
  up = true;
  expect(await health.databaseAnswers()).toBe(true);
});
