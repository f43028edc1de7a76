import type { ComponentProps, ReactNode } from 'react';
import { Input } from './input.tsx';

type FrameProps = {
  id: string;
  label: string;
  /** Said below the label, before anything is typed. */
  hint?: string | undefined;
  /** What is wrong with the value; null when nothing is. */
  error?: string | null | undefined;
};

/** What ties an input to the words around it. */
type Ties = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined };

type FieldProps = Omit<ComponentProps<typeof Input>, 'id'> &
  Omit<FrameProps, 'id'> & {
    name: string;
    /** Needed where a page has several fields of one name. */
    id?: string;
  };

/** An input with its label, hint and error tied together for every kind of reader. */
export function Field({ label, hint, error, name, id = `field-${name}`, ...rest }: FieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {(ties) => <Input name={name} {...ties} {...rest} />}
    </FieldFrame>
  );
}

/** The words around an input. */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  children,
}: FrameProps & { children: (ties: Ties) => ReactNode }) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const ties: Ties = {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described === '' ? undefined : described,
  };
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-small text-soft">
          {hint}
        </p>
      ) : null}
      {children(ties)}
      {error ? (
        <p id={`${id}-error`} className="text-small text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
