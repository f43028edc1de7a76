import { Field } from '#components/ui/field.tsx';
import { MAX_FORM_LENGTH, MAX_MEANING_LENGTH } from '#lib/glossary/glossary-term.ts';
import type { FormState } from '#server/actions/form-state.ts';

type TermFieldsProps = {
  /** Tells the fields of one form from those of another on the page. */
  id: string;
  state: FormState;
  /** What stands in the fields at first. */
  term?: { form: string; others: readonly string[]; meaning: string };
};

/** What makes up a term: how it is written, its other forms, what it means. */
export function TermFields({ id, state, term }: TermFieldsProps) {
  const value = (name: string, initial: string | undefined): string => state.values[name] ?? initial ?? '';
  return (
    <>
      <Field
        id={`${id}-form`}
        name="form"
        label="Term"
        hint="As it is to be written."
        required
        maxLength={MAX_FORM_LENGTH}
        autoComplete="off"
        spellCheck={false}
        defaultValue={value('form', term?.form)}
        error={state.details['form']}
      />
      <Field
        id={`${id}-others`}
        name="others"
        label="Other forms"
        hint="Misheard or wrong, with commas."
        autoComplete="off"
        spellCheck={false}
        defaultValue={value('others', term?.others.join(', '))}
        error={state.details['others']}
      />
      <Field
        id={`${id}-meaning`}
        name="meaning"
        label="Meaning"
        hint="One line, if it needs one."
        maxLength={MAX_MEANING_LENGTH}
        autoComplete="off"
        defaultValue={value('meaning', term?.meaning)}
        error={state.details['meaning']}
      />
    </>
  );
}
