import type { ComponentProps, ReactNode } from 'react';
import { FieldFrame } from './field.tsx';
import { Select } from './input.tsx';

type SelectFieldProps = Omit<ComponentProps<typeof Select>, 'id'> & {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  /** Needed where a page has several fields of one name. */
  id?: string;
  children: ReactNode;
};

/** A choice with its label, hint and error. */
export function SelectField({
  label,
  hint,
  error,
  name,
  id = `field-${name}`,
  children,
  ...rest
}: SelectFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {(ties) => (
        <Select name={name} {...ties} {...rest}>
          {children}
        </Select>
      )}
    </FieldFrame>
  );
}
