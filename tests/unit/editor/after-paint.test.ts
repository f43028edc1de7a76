// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPaint } from '#components/editor/engine/after-paint.ts';

let frames: FrameRequestCallback[];

/** Draws the frame that was asked for. */
function draw(): void {
  for (const frame of frames.splice(0)) frame(0);
}

beforeEach(() => {
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('what waits until the caret is drawn', () => {
  it('runs once after the frame, however often it was asked for', () => {
    const run = vi.fn();
    const later = afterPaint(run);
    later.ask();
    later.ask();
    draw();
    expect(run).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(run).toHaveBeenCalledTimes(1);
    later.ask();
    draw();
    vi.runAllTimers();
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('runs in a page that draws no frames, too', () => {
    const run = vi.fn();
    afterPaint(run).ask();
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('runs at once when it must, and then not again', () => {
    const run = vi.fn();
    const later = afterPaint(run);
    later.flush();
    expect(run).not.toHaveBeenCalled();
    later.ask();
    later.flush();
    draw();
    vi.runAllTimers();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('never runs once it was stopped, also between the frame and its turn', () => {
    const run = vi.fn();
    const later = afterPaint(run);
    later.ask();
    draw();
    later.stop();
    vi.runAllTimers();
    expect(run).not.toHaveBeenCalled();
  });
});
