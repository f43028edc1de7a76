import { expect, it } from 'vitest';
import { Questions } from '#server/collab/questions.ts';

it('[R17] an answer is whole only when nothing was left out since the question for it', () => {
  const questions = new Questions();
  questions.ask(0);
  questions.leftOut(1, false, false);
  expect(questions.lacking).toBe(true);
  expect(questions.completes(questions.answer())).toBe(false);
  expect(questions.again()).toBe('now');
  questions.ask(2);
  expect(questions.completes(questions.answer())).toBe(true);
  expect(questions.lacking).toBe(false);
});

it('[R17] an answer that nobody asked for does not make up for what was left out', () => {
  const questions = new Questions();
  questions.leftOut(1, false, false);
  expect(questions.completes(questions.answer())).toBe(false);
});

it('[R17] nothing is asked twice while an answer is on its way', () => {
  const questions = new Questions();
  questions.leftOut(1, false, false);
  questions.ask(1);
  expect(questions.again()).toBe('asked');
});

it('[R39] for what is of somebody else it is asked once, a while later', () => {
  const questions = new Questions();
  questions.leftOut(1, false, true);
  expect(questions.again()).toBe('later');
  expect(questions.open).toBe(true);
  expect(questions.again()).toBe('asked');
  questions.due();
  expect(questions.open).toBe(false);
});

it('[A33][R17] ten whole answers that lean on what is not here are enough, and a thousand frames', () => {
  for (const [isAnswer, most] of [
    [true, 10],
    [false, 1_000],
  ] as const) {
    const questions = new Questions();
    for (let frame = 1; frame <= most; frame += 1) questions.leftOut(frame, isAnswer, false);
    expect(questions.again()).toBe('now');
    questions.leftOut(most + 1, isAnswer, false);
    expect(questions.again()).toBe('never');
  }
});
