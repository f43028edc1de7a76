import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['micro', 'small', 'base', 'notes', 'lead', 'heading', 'title'],
      radius: ['small', 'control', 'card', 'full'],
    },
  },
});

/** One class attribute from many; a later Tailwind class wins over an earlier one of its kind. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
