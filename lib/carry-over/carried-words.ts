import type { CarriedMark } from './carry-over-input.ts';
import type { LineOrigin } from './origins.ts';

const ordinals = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** A mark in words, such as `carried since #30, third time`. */
export function carriedWords({ since, times, under }: CarriedMark): string {
  const stood = under === null ? '' : `; it stood under “${under}”`;
  if (times < 2) return `carried from #${String(since)}${stood}`;
  const ordinal = ordinals[times - 2];
  const often = ordinal === undefined ? `${String(times)} times` : `${ordinal} time`;
  return `carried since #${String(since)}, ${often}${stood}`;
}

const WEEK = 7;
const MONTH = 30.4;

/** A number of days in words, such as `4 weeks`; null for less than one. */
export function ageWords(days: number): string | null {
  if (days < 1) return null;
  if (days < 2 * WEEK) return counted(days, 'day');
  if (days < 10 * WEEK) return counted(days / WEEK, 'week');
  return counted(days / MONTH, 'month');
}

/** How old what a line stands for is, such as `4 weeks, from #31`. */
export function originWords({ age, number }: Pick<LineOrigin, 'age' | 'number'>): string {
  const from = `from #${String(number)}`;
  return age === null ? from : `${age}, ${from}`;
}

function counted(amount: number, unit: string): string {
  const whole = Math.round(amount);
  return `${String(whole)} ${unit}${whole === 1 ? '' : 's'}`;
}
