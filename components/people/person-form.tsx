'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Initials } from '#components/ui/initials.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import { editPerson } from '#server/actions/edit-person.ts';
import type { PersonView } from '#server/queries/people-view.ts';

/** The palette of speakers' colours, in its order. */
const colours = ['Blue', 'Red', 'Green', 'Purple', 'Amber', 'Teal', 'Pink', 'Olive'] as const;

type PersonFormProps = { person: PersonView; accounts: readonly { userId: string; name: string }[] };

/** Name, initials, other names, colour and account of a person. */
export function PersonForm({ person, accounts }: PersonFormProps) {
  return (
    <ActionForm action={editPerson} className="grid gap-4" label={`Change ${person.name}`}>
      {({ state, pending }) => (
        <>
          <input type="hidden" name="personId" value={person.id} />
          <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
            <Field
              name="name"
              label="Name"
              required
              maxLength={80}
              autoComplete="off"
              className="max-sm:h-11"
              defaultValue={state.values['name'] ?? person.name}
              error={state.details['name']}
            />
            <Field
              name="initials"
              label="Initials"
              required
              maxLength={6}
              autoComplete="off"
              spellCheck={false}
              className="max-sm:h-11"
              defaultValue={state.values['initials'] ?? person.initials}
              error={state.details['initials']}
            />
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              name="aliases"
              label="Other names"
              hint="Typed for them in notes, with commas."
              autoComplete="off"
              spellCheck={false}
              className="max-sm:h-11"
              defaultValue={state.values['aliases'] ?? person.ownAliases.join(', ')}
              error={state.details['aliases']}
            />
            <SelectField
              name="userId"
              label="Account"
              hint="The member who this is."
              className="max-sm:h-11"
              defaultValue={state.values['userId'] ?? person.account?.userId ?? ''}
              error={state.details['userId']}
            >
              <option value="">None</option>
              {accounts.map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
            </SelectField>
          </div>
          <fieldset>
            <legend className="mb-1 font-medium">Colour</legend>
            <div className="flex flex-wrap gap-x-4 gap-y-1">
              <Colour
                value=""
                label="By their number"
                person={{ ...person, colour: null }}
                chosen={person.colour === null}
              />
              {colours.map((label, colour) => (
                <Colour
                  key={label}
                  value={String(colour)}
                  label={label}
                  person={{ ...person, colour }}
                  chosen={person.colour === colour}
                />
              ))}
            </div>
          </fieldset>
          <Button type="submit" look="primary" className="justify-self-start max-sm:h-11" disabled={pending}>
            {pending ? 'Saving' : 'Save'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}

type ColourProps = { value: string; label: string; person: PersonView; chosen: boolean };

function Colour({ value, label, person, chosen }: ColourProps) {
  return (
    <label className="inline-flex items-center gap-1.5 max-sm:min-h-11">
      <input type="radio" name="colour" value={value} defaultChecked={chosen} />
      <Initials initials={person.initials} color={speakerColor(person)} />
      {label}
    </label>
  );
}
