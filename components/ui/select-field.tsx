import type { ComponentProps, ReactNode } from 'react';
import { Select } from './input.tsx';

type SelectFieldProps = Omit<ComponentProps<typeof Select>, 'id'> & {
  name: string;
  label: string;
  children: ReactNode;
};

/** A choice with its label. */
export function SelectField({ label, name, children, ...rest }: SelectFieldProps) {
  const id = `field-${name}`;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <Select id={id} name={name} {...rest}>
        {children}
      </Select>
    </div>
  );
}
