import { expect, it } from 'vitest';
import { SavedFrames } from '#server/collab/saved-frames.ts';

it('[R15] calls a frame saved by the commit of all that the room had accepted with it, and once', () => {
  const frames = new SavedFrames();
  frames.receive(true);
  frames.receive(true);
  frames.accepted(5);
  frames.receive(true);
  frames.accepted(7);
  expect(frames.committed(4)).toBeNull();
  expect(frames.committed(6)).toBe(2);
  expect(frames.waiting).toBe(true);
  expect(frames.committed(6)).toBeNull();
  expect(frames.committed(7)).toBe(3);
  expect(frames.waiting).toBe(false);
});

it('[R17] counts what was left out, and never calls it saved by itself', () => {
  const frames = new SavedFrames();
  frames.receive(true);
  frames.accepted(1);
  frames.receive(false);
  expect(frames.received).toBe(2);
  expect(frames.committed(9)).toBe(1);
});
