import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const chipLook = cva(
  'inline-flex items-center gap-1.5 rounded-full px-2 py-px text-small font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-soft',
        accent: 'bg-accent-wash text-accent',
        live: 'bg-live-wash text-live',
        review: 'bg-review-wash text-review',
        done: 'bg-done-wash text-done',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

type ChipProps = ComponentProps<'span'> & VariantProps<typeof chipLook>;

/** A small word of state. */
export function Chip({ tone, className, ...rest }: ChipProps) {
  return <span className={classNames(chipLook({ tone }), className)} {...rest} />;
}
