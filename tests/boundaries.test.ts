import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** What a file of each folder must not import, and what it may. */
const fences = [
  {
    file: 'app/page.tsx',
    bad: [
      '#server/db/calls.ts',
      '#server/db/generated/client.ts',
      '#server/collab/room.ts',
      '#server/env.ts',
      '#server/projection/project-call.ts',
      '#tests/support/app.ts',
      '../server/db/calls.ts',
    ],
    good: [
      '#components/ui/button.tsx',
      '#server/queries/call-page.ts',
      '#server/actions/rename.ts',
      '#server/auth/actor.ts',
      '#lib/errors.ts',
      'next/navigation',
      './head.tsx',
    ],
  },
  {
    file: 'components/call/head.tsx',
    bad: [
      '#app/page.tsx',
      '#server/db/calls.ts',
      '#server/collab/room.ts',
      '#server/auth/actor.ts',
      '#server/queries/call-page.ts',
      '#server/log.ts',
      'node:fs',
      '../../server/db/calls.ts',
    ],
    good: ['#components/ui/button.tsx', '#server/actions/rename.ts', '#lib/errors.ts', 'react', 'next/link'],
  },
  {
    file: 'lib/agenda/numbers.ts',
    bad: [
      'react',
      'react-dom/client',
      'next/link',
      'node:crypto',
      '@prisma/client',
      'pg',
      '#server/log.ts',
      '#components/ui/button.tsx',
      '#app/page.tsx',
      '../../server/log.ts',
    ],
    good: [
      '#lib/errors.ts',
      './levels.ts',
      'yjs',
      'lib0/encoding',
      'y-protocols/sync',
      '@tiptap/core',
      '@tiptap/pm/model',
      '@tiptap/y-tiptap',
      '@tiptap/extension-bold',
      'zod',
      'unified',
      'remark-gfm',
      'temporal-polyfill',
    ],
  },
  {
    file: 'server/start.ts',
    bad: [
      '#app/page.tsx',
      '#components/ui/button.tsx',
      '#server/db/generated/client.ts',
      '#tests/support/app.ts',
    ],
    good: ['next', '#server/db/calls.ts', '#server/collab/room.ts', '#lib/errors.ts', 'node:http'],
  },
  {
    file: 'server/db/calls.ts',
    bad: [
      '#server/auth/actor.ts',
      '#server/collab/room.ts',
      '#server/queries/call-page.ts',
      'next/headers',
      'react',
      '#components/ui/button.tsx',
    ],
    good: ['#server/db/generated/client.ts', './generated/client.ts', '#lib/errors.ts', '@prisma/adapter-pg'],
  },
  {
    file: 'server/auth/actor.ts',
    bad: [
      '#server/collab/room.ts',
      '#server/queries/call-page.ts',
      '#app/page.tsx',
      '#server/db/generated/client.ts',
    ],
    good: ['#server/db/sessions.ts', '#lib/policy/access.ts', 'next-auth/jwt', 'node:crypto'],
  },
  {
    file: 'server/mail/send-mail.ts',
    bad: ['#server/db/users.ts', '#server/auth/actor.ts', '#app/page.tsx', 'next/server', 'react'],
    good: ['nodemailer', '#server/env.ts', '#server/log.ts', '#lib/errors.ts'],
  },
  {
    file: 'server/queries/call-page.ts',
    bad: [
      '#server/actions/rename.ts',
      '#server/collab/room.ts',
      '#components/ui/button.tsx',
      '#server/db/generated/client.ts',
      '@prisma/client',
    ],
    good: ['#server/db/calls.ts', '#server/auth/actor.ts', '#lib/policy/access.ts', 'react'],
  },
  {
    file: 'server/actions/rename.ts',
    bad: ['#server/collab/room.ts', '#app/page.tsx', '#server/db/generated/client.ts', '@prisma/client'],
    good: ['#server/db/calls.ts', '#server/auth/actor.ts', '#server/bus.ts', 'next/cache', 'zod'],
  },
  {
    file: 'server/collab/room.ts',
    bad: [
      'next',
      'next/headers',
      'next-auth',
      'react',
      '#app/page.tsx',
      '#components/ui/button.tsx',
      '#server/queries/call-page.ts',
      '#server/actions/rename.ts',
      '#server/projection/project-call.ts',
      '#server/db/generated/client.ts',
    ],
    good: [
      '#server/db/document-log.ts',
      '#server/auth/actor.ts',
      '#server/bus.ts',
      '#lib/errors.ts',
      'ws',
      'yjs',
    ],
  },
  {
    file: 'server/projection/project-call.ts',
    bad: [
      '#server/collab/room.ts',
      '#server/db/generated/client.ts',
      'next/cache',
      '#components/ui/button.tsx',
    ],
    good: ['#server/db/calls.ts', '#lib/notes/projection.ts'],
  },
  {
    file: 'server/planning/plan-call.ts',
    bad: [
      '#server/collab/room.ts',
      '#server/actions/rename.ts',
      '#server/db/generated/client.ts',
      'next/cache',
    ],
    good: ['#server/db/calls.ts', '#server/projection/project-call.ts', '#server/bus.ts'],
  },
  {
    file: 'server/reminders/send-call-mails.ts',
    bad: ['#server/collab/room.ts', '#server/queries/call-view.ts', 'next/cache'],
    good: ['#server/db/calls.ts', '#server/mail/send-mail.ts', '#server/auth/stop-link.ts'],
  },
  {
    file: 'server/metrics/metrics-text.ts',
    bad: [
      '#server/queries/call-view.ts',
      '#server/mail/mailer.ts',
      '#server/db/generated/client.ts',
      'next/cache',
    ],
    good: ['#server/shared-state.ts', '#server/collab/collab-figures.ts', '#lib/errors.ts'],
  },
  {
    file: 'server/sample/sample-series.ts',
    bad: [
      '#server/collab/room.ts',
      '#server/db/generated/client.ts',
      'next/cache',
      '#components/ui/button.tsx',
    ],
    good: ['#server/db/calls.ts', '#lib/notes/projection.ts'],
  },
  {
    file: 'server/cli/import.ts',
    bad: ['#server/collab/room.ts', '#server/actions/rename.ts', '#server/db/generated/client.ts', 'next'],
    good: ['#server/db/calls.ts', '#server/projection/project-call.ts', '#server/auth/session-cookie.ts'],
  },
  {
    file: 'server/up/up.mjs',
    bad: ['zod', 'pino', '#server/env.ts'],
    good: ['node:fs', 'node:fs/promises', './steps.mjs'],
  },
  {
    file: 'tests/unit/x.test.ts',
    bad: ['#server/db/generated/client.ts', '../../lib/errors.ts'],
    good: ['#lib/errors.ts', '#server/db/calls.ts', '#components/ui/button.tsx', 'vitest'],
  },
];

const restricted = 'eslint(no-restricted-imports)';

/** Files that break one rule each, beside the fences. */
const offences = [
  ['lib/clock.ts', 'eslint(no-restricted-properties)', 'export const now = () => Date.now();'],
  ['lib/dice.ts', 'eslint(no-restricted-properties)', 'export const roll = () => Math.random();'],
  ['lib/global.ts', 'eslint(no-restricted-globals)', 'export const folder = process.cwd();'],
  ['lib/lazy.ts', restricted, "export const later = () => import('react');"],
  ['lib/passing-on.ts', restricted, "export { useState } from 'react';"],
  ['lib/type-only.ts', restricted, "export type { Call } from '#server/db/calls.ts';"],
  ['lib/any.ts', 'typescript(no-explicit-any)', 'export const open: any = 1;'],
  [
    'lib/switch.ts',
    'typescript(switch-exhaustiveness-check)',
    "export function f(k: 'a' | 'b') {\n  switch (k) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}",
  ],
  ['lib/egg.ts', 'import(no-cycle)', "import { hen } from './hen.ts';\nexport const egg = () => hen;"],
  ['server/setting.ts', 'node(no-process-env)', "export const port = process.env['PORT'];"],
  ['server/noise.ts', 'eslint(no-console)', "console.log('hello');"],
  [
    'server/floating.ts',
    'typescript(no-floating-promises)',
    'async function save(): Promise<void> {}\nexport function close(): void {\n  save();\n}',
  ],
  [
    'server/misused.ts',
    'typescript(no-misused-promises)',
    'export const run = (save: () => Promise<void>) => [1].forEach(async () => await save());',
  ],
  [
    'components/hook.tsx',
    'react(hooks)',
    "import { useState } from 'react';\nexport function Box({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}",
  ],
  ['components/picture.tsx', 'jsx-a11y(alt-text)', 'export const Picture = () => <img src="x.png" />;'],
] as const;

type Diagnostic = { code: string; filename: string; labels: { span: { line: number } }[] };

let scratch = '';
let written = 0;
let checked = 0;
let diagnostics: Diagnostic[] = [];

function place(file: string, source: string): void {
  const target = path.join(scratch, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${source}\n`);
  written += 1;
}

function importing(specifiers: string[]): string {
  const lines = specifiers.map(
    (specifier, index) => `import { thing as thing${index} } from '${specifier}';`,
  );
  return [...lines, `export const all = [${specifiers.map((_, index) => `thing${index}`).join(', ')}];`].join(
    '\n',
  );
}

function findingsIn(file: string): { code: string; line: number }[] {
  return diagnostics
    .filter((diagnostic) => path.normalize(diagnostic.filename) === path.normalize(file))
    .map((diagnostic) => ({ code: diagnostic.code, line: diagnostic.labels[0]?.span.line ?? 0 }));
}

const badName = (file: string) => file.replace(/([^/.]+)\./, 'bad-$1.');

beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'callnotes-boundaries-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(path.join(root, name), path.join(scratch, name));
  }
  for (const fence of fences) {
    place(fence.file, importing(fence.good));
    place(badName(fence.file), importing(fence.bad));
  }
  place(
    'components/call/view.tsx',
    "import type { CallView } from '#server/queries/call-page.ts';\nexport type Props = { view: CallView };",
  );
  place('lib/hen.ts', "import { egg } from './egg.ts';\nexport const hen = () => egg;");
  for (const [file, , source] of offences) place(file, source);

  const run = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--format', 'json'],
    { cwd: scratch, encoding: 'utf8' },
  );
  const report = JSON.parse(run.stdout) as { diagnostics: Diagnostic[]; number_of_files: number };
  diagnostics = report.diagnostics;
  checked = report.number_of_files;
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('every file that was written was checked', () => {
  expect(written).toBeGreaterThan(2 * fences.length);
  expect(checked).toBe(written);
});

describe.each(fences)('$file', ({ file, bad, good }) => {
  test.each(bad)('may not import %s', (specifier) => {
    const line = bad.indexOf(specifier) + 1;
    expect(findingsIn(badName(file))).toContainEqual({ code: restricted, line });
  });

  test(`may import ${good.join(', ')}`, () => {
    expect(findingsIn(file)).toEqual([]);
  });
});

test('components/** may take the type of a view from server/queries', () => {
  expect(findingsIn('components/call/view.tsx')).toEqual([]);
});

test.each(offences)('%s breaks %s', (file, rule) => {
  expect(findingsIn(file).map((finding) => finding.code)).toContain(rule);
});

test('every folder of product code stands behind a fence', () => {
  const config = JSON.parse(readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')) as {
    overrides: { files: string[]; rules: Record<string, unknown> }[];
  };
  const fenced = config.overrides
    .filter((override) => 'no-restricted-imports' in override.rules)
    .flatMap((override) => override.files);
  const folders = readdirSync(path.join(root, 'server'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `server/${entry.name}/**`);
  for (const folder of ['app/**', 'components/**', 'lib/**', 'server/*.ts', 'tests/**', ...folders]) {
    expect(fenced).toContain(folder);
  }
  expect(existsSync(path.join(root, 'lib'))).toBe(true);
});

/** Actions that ask nobody who they are: signing in and out, and what a secret in the form proves by itself. */
const openActions = [
  'accept-invitation',
  'join-call',
  'make-account',
  'set-up-owner',
  'sign-in',
  'sign-in-by-code',
  'sign-in-by-link',
  'sign-out',
  'stop-reminders',
];

test('every action asks who sends it and what they may do, but for those that need no right', () => {
  const folder = path.join(root, 'server/actions');
  const actions = readdirSync(folder)
    .map((name) => ({
      name: name.replace(/\.ts$/u, ''),
      text: readFileSync(path.join(folder, name), 'utf8'),
    }))
    .filter(({ text }) => text.startsWith("'use server'"));
  expect(actions.length).toBeGreaterThan(40);
  const asking = /\bawait (?:require[A-Z]\w*|currentActor)\(|\bownSettings\(/u;
  const silent = actions.filter(({ text }) => !asking.test(text)).map(({ name }) => name);
  expect(openActions).toEqual(expect.arrayContaining(silent));
  const names = actions.map(({ name }) => name);
  for (const name of openActions) expect(names).toContain(name);
});
