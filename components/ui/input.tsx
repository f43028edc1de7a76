import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const look =
  'w-full rounded-control border border-edge bg-page px-2.5 text-ink placeholder:text-faint transition-colors hover:border-soft aria-invalid:border-danger disabled:opacity-55';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(look, 'h-9', className)} {...rest} />;
}

/** A choice. React gives one that is not controlled its default only when it is made, and empties forms after they were sent. */
export function Select({ className, defaultValue, ...rest }: ComponentProps<'select'>) {
  const key = String(defaultValue);
  return (
    <select
      key={key}
      className={classNames(look, 'h-9 pe-1', className)}
      defaultValue={defaultValue}
      {...rest}
    />
  );
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(look, 'py-1.5', className)} {...rest} />;
}
