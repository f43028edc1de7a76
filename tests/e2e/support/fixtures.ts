import { randomBytes } from 'node:crypto';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { CallStatus, SeriesRole } from '#lib/policy/access.ts';
import { sharedApp } from '#tests/e2e/support/shared-app.ts';
import { callnotes, type AppAddress, type CommandResult } from '#tests/support/app.ts';
import { writtenNotes } from '#tests/support/written-notes.ts';
import { openAppDatabase, type AppDatabase } from './app-database.ts';
import { cable, type Cable } from './cable.ts';
import { NotesPage } from './notes-page.ts';

/** A call as `callnotes new-call --json` tells it. */
export type NewCall = { series: string; number: number; url: string; socket: string };

/** A role in a series, or one of the two that a person has in a single call. */
export type Role = SeriesRole | 'notetaker' | 'guest';

export type PageOptions = {
  /** Begins the e-mail address; shown as the person's name where no other is known. */
  who?: string;
  javaScriptEnabled?: boolean;
  /** A phone's screen, 390 by 844, under a finger. */
  phone?: boolean;
};

/** A call to be made: live unless another state is named, in a series of its own unless one is. */
export type CallOptions = {
  state?: CallStatus;
  series?: string;
  /** What stands in it already, as `writtenNotes` takes it. */
  rows?: string[];
};

type Fixtures = {
  /** Where the shared app answers. */
  app: AppAddress;
  /** Runs a `callnotes` command against the shared app. */
  command: (...args: string[]) => Promise<CommandResult>;
  /** A new call in a series of its own unless one is named: with a small agenda, or with these rows (`writtenNotes`). */
  newCall: (state?: CallStatus, series?: string, rows?: readonly string[]) => Promise<NewCall>;
  /** A page of a new browser context, signed in as a new person with this role in the call's series, or in the instance. */
  signedInPage: (role: Role, call: NewCall | null, options?: PageOptions) => Promise<Page>;
  /** A call's notes, open for a new person with this role. */
  openNotes: (role: Role, call: NewCall, options?: PageOptions) => Promise<NotesPage>;
  /** The notes of a new call, open for a new person with this role: one empty line, or the rows, the caret at the end. */
  newNotes: (role: Role, options?: CallOptions & PageOptions) => Promise<NotesPage>;
  /** The same with a cable between the page and the rooms, to be pulled and put back. */
  newNotesByCable: (
    role: Role,
    options?: CallOptions & PageOptions,
  ) => Promise<{ notes: NotesPage; network: Cable }>;
  /** A page of a new browser context where nobody is signed in. */
  anonymousPage: (options?: PageOptions) => Promise<Page>;
  /** Says that errors in the browser's console that match are part of this test; any other error fails it. */
  expectConsoleErrors: (pattern: RegExp) => void;
  consoleWatch: { watch: (context: BrowserContext) => void; allow: (pattern: RegExp) => void };
};

type WorkerFixtures = { appDatabase: AppDatabase };

const shortId = () => randomBytes(4).toString('hex');

export const test = base.extend<Fixtures, WorkerFixtures>({
  appDatabase: [
    async ({}, use) => {
      const database = await openAppDatabase(sharedApp());
      await use(database);
      await database.close();
    },
    { scope: 'worker' },
  ],

  app: async ({}, use) => {
    await use(sharedApp());
  },

  baseURL: async ({ app }, use) => {
    await use(app.url);
  },

  command: async ({ app }, use) => {
    await use((...args) => callnotes(args, app));
  },

  consoleWatch: [
    async ({}, use) => {
      const errors: string[] = [];
      const allowed: RegExp[] = [];
      await use({
        watch: (context) => {
          context.on('console', (message) => {
            if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
          });
          context.on('weberror', (error) => errors.push(error.error().stack ?? error.error().message));
        },
        allow: (pattern) => allowed.push(pattern),
      });
      const unexpected = errors.filter((error) => !allowed.some((pattern) => pattern.test(error)));
      expect(unexpected, 'errors in the browser console').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, consoleWatch }, use) => {
    consoleWatch.watch(context);
    await use(context);
  },

  expectConsoleErrors: async ({ consoleWatch }, use) => {
    await use((pattern) => consoleWatch.allow(pattern));
  },

  newCall: async ({ appDatabase }, use) => {
    await use((state = 'live', series = `series-${shortId()}`, rows) => {
      const notesOf = rows && ((seriesId: string) => writtenNotes(seriesId, rows));
      return appDatabase.newCall(series, state, notesOf);
    });
  },

  anonymousPage: async ({ browser, app, consoleWatch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ javaScriptEnabled = true, phone = false } = {}) => {
      const screen = phone ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : {};
      const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled, ...screen });
      contexts.push(context);
      consoleWatch.watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  signedInPage: async ({ app, appDatabase, anonymousPage }, use) => {
    await use(async (role, call, options = {}) => {
      const email = `${options.who ?? role}-${shortId()}@example.org`;
      const cookie = await appDatabase.session(email, call, role);
      const page = await anonymousPage(options);
      await page.context().addCookies([{ ...cookie, url: app.url }]);
      return page;
    });
  },

  openNotes: async ({ signedInPage }, use) => {
    await use(async (role, call, options) => NotesPage.open(await signedInPage(role, call, options), call));
  },

  newNotes: async ({ newCall, openNotes }, use) => {
    await use(async (role, { state, series, rows = [], ...options } = {}) => {
      const notes = await openNotes(role, await newCall(state, series, rows), options);
      await notes.toEnd();
      return notes;
    });
  },

  newNotesByCable: async ({ newCall, signedInPage }, use) => {
    await use(async (role, { state, series, rows = [], ...options } = {}) => {
      const call = await newCall(state, series, rows);
      const page = await signedInPage(role, call, options);
      const network = await cable(page);
      const notes = await NotesPage.open(page, call);
      await notes.toEnd();
      return { notes, network };
    });
  },
});

export { expect } from '@playwright/test';
