import type { ComponentProps } from 'react';
import { FieldFrame } from './field.tsx';
import { TextArea } from './input.tsx';

type TextAreaFieldProps = Omit<ComponentProps<typeof TextArea>, 'id'> & {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
};

/** Several lines of text with their label, hint and error. */
export function TextAreaField({ label, hint, error, name, ...rest }: TextAreaFieldProps) {
  return (
    <FieldFrame id={`field-${name}`} label={label} hint={hint} error={error}>
      {(ties) => <TextArea name={name} {...ties} {...rest} />}
    </FieldFrame>
  );
}
