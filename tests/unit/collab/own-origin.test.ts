import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { isOwnOrigin } from '#server/collab/upgrade-request.ts';

const from = (origin: string | undefined): IncomingMessage => ({ headers: { origin } }) as IncomingMessage;

test.each<[string | undefined, string, boolean]>([
  ['https://notes.example.org', 'https://notes.example.org', true],
  [undefined, 'https://notes.example.org', true],
  ['https://other.example.org', 'https://notes.example.org', false],
  ['http://notes.example.org', 'https://notes.example.org', false],
  ['null', 'https://notes.example.org', false],
  ['http://localhost:3000', 'https://notes.example.org', false],
  ['http://127.0.0.1:3000', 'http://localhost:3000', true],
  ['http://[::1]:3000', 'http://localhost:3000', true],
  ['http://localhost:3000', 'http://127.0.0.1:3000', true],
  ['http://127.0.0.1:4000', 'http://localhost:3000', false],
  ['https://127.0.0.1:3000', 'http://localhost:3000', false],
  ['http://127.0.0.1:3000/', 'http://localhost:3000', false],
  ['http://localhost.example.org:3000', 'http://localhost:3000', false],
  ['http://127.0.0.1.example.org:3000', 'http://127.0.0.1:3000', false],
])('[R3] a page of %s at a server of %s: %s', (origin, publicOrigin, own) => {
  expect(isOwnOrigin(from(origin), publicOrigin)).toBe(own);
});
