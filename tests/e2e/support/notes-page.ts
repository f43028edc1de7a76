import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';
import type { NewCall } from './fixtures.ts';
import { letterKeys } from './letter-keys.ts';

/** How long to wait between looks, in milliseconds: a key's work is mostly done when the next look comes. */
const SOON = [10, 20, 50, 50, 100];

/** A call's page as somebody who may write uses it. */
export class NotesPage {
  readonly page: Page;
  readonly text: Locator;
  readonly state: Locator;
  readonly call: NewCall;
  private keys: Promise<CDPSession> | undefined;

  constructor(page: Page, call: NewCall) {
    this.page = page;
    this.call = call;
    this.text = page.getByRole('textbox', { name: /^Notes for/ });
    this.state = page.locator('.cn-save-state');
  }

  /** Opens a call and waits until its notes can be typed into. */
  static async open(page: Page, call: NewCall): Promise<NotesPage> {
    const notes = new NotesPage(page, call);
    await page.goto(call.url);
    await expect(notes.text).toBeEditable({ timeout: 30_000 });
    await notes.saved();
    return notes;
  }

  async saved(): Promise<void> {
    await expect(this.state).toContainText('Saved', { timeout: 20_000 });
  }

  /** Takes out what the template put there, and leaves the caret in one empty line. */
  async clear(): Promise<void> {
    await this.text.focus();
    await this.press('Control+a', 'Delete');
    await this.shows(['']);
    await this.saved();
  }

  /** Puts the caret at the end of the notes. */
  async toEnd(): Promise<void> {
    await this.toRow(-1);
  }

  /** Puts the caret at the end of a row. */
  async toRow(index: number): Promise<void> {
    await this.row(index).locator('.cn-text, .cn-heading').click();
    await this.page.keyboard.press('End');
  }

  /** Types text where the focus is, key by key; no key waits for what the page makes of the one before. */
  async type(text: string): Promise<void> {
    const session = await (this.keys ??= this.page.context().newCDPSession(this.page));
    const sent = Array.from(text).flatMap((letter) =>
      letterKeys(letter).map(([method, event]) => session.send(method, event)),
    );
    await Promise.all(sent);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  row(index: number): Locator {
    return this.text.locator('.cn-line, .cn-item').nth(index);
  }

  /** What stands on the page: `(tag) who: text` for a line, `1 heading` for an agenda item. */
  rows(): Promise<string[]> {
    return this.text.locator('.cn-line, .cn-item').evaluateAll((blocks) =>
      blocks.map((block) => {
        const copy = block.cloneNode(true) as HTMLElement;
        for (const caret of copy.querySelectorAll('.cn-caret')) caret.remove();
        const part = (name: string): string =>
          (copy.querySelector(name)?.textContent ?? '').replaceAll('\u2060', '');
        if (copy.classList.contains('cn-item')) return `${part('.cn-number')} ${part('.cn-heading')}`;
        const tag = copy.dataset['tag'] === undefined ? '' : `(${copy.dataset['tag']}) `;
        const who = part('.cn-name') === '' ? '' : `${part('.cn-name')}: `;
        return `${tag}${who}${part('.cn-text')}`;
      }),
    );
  }

  /** Waits until these rows stand on the page. */
  async shows(rows: string[]): Promise<void> {
    await expect.poll(() => this.rows(), { intervals: SOON }).toEqual(rows);
  }
}
