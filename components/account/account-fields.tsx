import { Field } from '#components/ui/field.tsx';
import type { FormState } from '#server/actions/form-state.ts';

type AccountFieldProps = { state: FormState };

/** What somebody is called; `name` is what they are called so far. */
export function NameField({
  state,
  hint = 'As others on the call will see it.',
  name,
}: AccountFieldProps & { hint?: string; name?: string }) {
  return (
    <Field
      name="name"
      label="Your name"
      hint={hint}
      autoComplete="name"
      required
      maxLength={80}
      defaultValue={state.values['name'] ?? name}
      error={state.details['name']}
    />
  );
}

/** The address that an account goes by. */
export function EmailField({ state }: AccountFieldProps) {
  return (
    <Field
      name="email"
      label="E-mail"
      type="email"
      autoComplete="username"
      required
      defaultValue={state.values['email']}
      error={state.details['email']}
    />
  );
}
