import type { CDPSession, Page } from '@playwright/test';

/** Keys that are held with another, as DevTools adds them up. */
export const ALT = 1;
export const CTRL = 2;
export const SHIFT = 8;

/** What an input method does through the browser. */
export class InputMethod {
  private readonly input: CDPSession;

  private constructor(input: CDPSession) {
    this.input = input;
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async compose(text: string): Promise<void> {
    const at = { selectionStart: text.length, selectionEnd: text.length };
    await this.input.send('Input.imeSetComposition', { text, ...at });
  }

  async commit(text: string): Promise<void> {
    await this.input.send('Input.insertText', { text });
  }

  /** A key as it reaches the page while an input method has it; `modifiers` as DevTools adds them up. */
  async keyInComposition(key: string, code = key, modifiers = 0): Promise<void> {
    const press = { key, code, modifiers, windowsVirtualKeyCode: 229 };
    await this.input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...press });
    await this.input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press });
  }

  async key(press: {
    key: string;
    code: string;
    keyCode: number;
    modifiers?: number;
    text?: string;
  }): Promise<void> {
    const { keyCode, ...rest } = press;
    const event = { ...rest, windowsVirtualKeyCode: keyCode };
    const type = press.text === undefined ? ('rawKeyDown' as const) : ('keyDown' as const);
    await this.input.send('Input.dispatchKeyEvent', { type, ...event });
    await this.input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }
}
