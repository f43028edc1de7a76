import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const look =
  'w-full rounded-control border border-edge bg-page px-2.5 text-ink placeholder:text-faint transition-colors hover:border-soft aria-invalid:border-danger disabled:opacity-55';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(look, 'h-9', className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={classNames(look, 'h-9 pe-1', className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(look, 'py-1.5', className)} {...rest} />;
}
