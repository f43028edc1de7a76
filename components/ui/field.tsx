import type { ComponentProps } from 'react';
import { Input } from './input.tsx';

type FieldProps = Omit<ComponentProps<typeof Input>, 'id'> & {
  name: string;
  label: string;
  /** Said below the label, before anything is typed. */
  hint?: string | undefined;
  /** What is wrong with the value; null when nothing is. */
  error?: string | null | undefined;
};

/** An input with its label, hint and error tied together for every kind of reader. */
export function Field({ label, hint, error, name, ...rest }: FieldProps) {
  const id = `field-${name}`;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-small text-soft">
          {hint}
        </p>
      ) : null}
      <Input
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described === '' ? undefined : described}
        {...rest}
      />
      {error ? (
        <p id={`${id}-error`} className="text-small text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
