import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export const buttonLook = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
        plain: 'border-edge/50 bg-raised text-ink hover:bg-hover',
        quiet: 'border-transparent bg-transparent text-soft hover:bg-hover hover:text-ink',
        danger: 'border-danger/40 bg-raised text-danger hover:bg-danger-wash',
      },
      size: {
        small: 'h-7 px-2.5 text-small',
        medium: 'h-8 px-3 text-base',
        large: 'h-10 px-4 text-base',
        icon: 'size-8 text-base',
      },
    },
    defaultVariants: { look: 'plain', size: 'medium' },
  },
);

export type ButtonLook = VariantProps<typeof buttonLook>;
type ButtonProps = ComponentProps<'button'> & ButtonLook;

export function Button({ look, size, className, type = 'button', ...rest }: ButtonProps) {
  // oxlint-disable-next-line react/button-has-type -- the default above names it
  return <button type={type} className={classNames(buttonLook({ look, size }), className)} {...rest} />;
}
