import { Field } from '#components/ui/field.tsx';
import type { FormState } from '#server/actions/form-state.ts';

type CallFieldProps = {
  state: FormState;
  /** What stands in the field before anything is typed. */
  value: string;
  /** Needed where a page has several fields of one name. */
  id?: string;
};

/** The title of a call that is planned. */
export function TitleField({ state, value, ...rest }: CallFieldProps) {
  return (
    <Field
      {...rest}
      name="title"
      label="Title"
      required
      maxLength={200}
      defaultValue={state.values['title'] ?? value}
      error={state.details['title']}
    />
  );
}

/** When it starts, as a time on the clock that the hint names. */
export function StartsField({ state, value, ...rest }: CallFieldProps & { hint: string }) {
  return (
    <Field
      {...rest}
      name="startsAt"
      label="Starts"
      type="datetime-local"
      defaultValue={state.values['startsAt'] ?? value}
      error={state.details['startsAt']}
    />
  );
}

/** How long it is to take, in minutes. */
export function MinutesField({ state, value, ...rest }: CallFieldProps) {
  return (
    <Field
      {...rest}
      name="lengthMinutes"
      label="Minutes"
      inputMode="numeric"
      required
      defaultValue={state.values['lengthMinutes'] ?? value}
      error={state.details['lengthMinutes']}
    />
  );
}
