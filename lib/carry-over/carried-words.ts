import type { CarriedMark } from './carry-over-input.ts';

const ordinals = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** A mark in words, such as `carried since #30, third time`. */
export function carriedWords({ since, times, under }: CarriedMark): string {
  const stood = under === null ? '' : `; it stood under “${under}”`;
  if (times < 2) return `carried from #${String(since)}${stood}`;
  const ordinal = ordinals[times - 2];
  const often = ordinal === undefined ? `${String(times)} times` : `${ordinal} time`;
  return `carried since #${String(since)}, ${often}${stood}`;
}

/** An age in calls in words: `from the last call`, `3 calls ago`. */
export function ageWords(age: number): string {
  return age <= 1 ? 'from the last call' : `${String(age)} calls ago`;
}
