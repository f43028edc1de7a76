'use client';

import { useState, type ChangeEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { CadenceFields as Fields } from '#lib/cadence/cadence-form.ts';
import type { PlannedCall } from '#server/queries/series-settings-view.ts';
import { CadencePreview } from './cadence-preview.tsx';

type CadenceFieldsProps = {
  fields: Fields & { zone: string };
  /** Field name to what is wrong with it. */
  details: Readonly<Record<string, string>>;
  planned: PlannedCall[];
  /** The instant from which on dates are shown. */
  now: string;
};

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const places = [
  ['1', 'First'],
  ['2', 'Second'],
  ['3', 'Third'],
  ['4', 'Fourth'],
  ['5', 'Fifth'],
  ['last', 'Last'],
] as const;

// By style and not by state, so that a field also comes and goes where there is no JavaScript.
const whereThereIsAny = 'group-has-[option[value=none]:checked]/cadence:hidden';
const whereMonthly = 'hidden group-has-[option[value=monthlyNthWeekday]:checked]/cadence:block';
const whereBiweekly = 'hidden group-has-[option[value=biweekly]:checked]/cadence:block';

/** How often the calls of a series are held and on whose clock, with the dates that this gives. */
export function CadenceFields({ fields, details, planned, now }: CadenceFieldsProps) {
  const [typed, setTyped] = useState<CadenceFieldsProps['fields'] | null>(null);
  const shown = typed ?? fields;

  function read({ target }: ChangeEvent<HTMLFieldSetElement>): void {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { name, value } = target;
    setTyped((before) => ({ ...(before ?? fields), [name]: value }));
  }

  return (
    <fieldset className="group/cadence grid gap-4" onChange={read}>
      <legend className="mb-3 text-lead font-semibold">When it is held</legend>
      <Field
        name="zone"
        label="Time zone"
        hint="The clock that the calls keep to, such as UTC or Europe/Lisbon. They keep their time there when summer time begins and ends."
        required
        maxLength={64}
        spellCheck={false}
        defaultValue={fields.zone}
        error={details['zone']}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField key={fields.kind} name="kind" label="How often" defaultValue={fields.kind}>
          <option value="none">Planned by hand</option>
          <option value="weekly">Every week</option>
          <option value="biweekly">Every two weeks</option>
          <option value="monthlyNthWeekday">Every month</option>
        </SelectField>
        <div className={whereMonthly}>
          <SelectField key={fields.nth} name="nth" label="Which of the month" defaultValue={fields.nth}>
            {places.map(([value, place]) => (
              <option key={value} value={value}>
                {place}
              </option>
            ))}
          </SelectField>
        </div>
        <div className={whereThereIsAny}>
          <SelectField key={fields.weekday} name="weekday" label="Weekday" defaultValue={fields.weekday}>
            {weekdays.map((weekday, index) => (
              <option key={weekday} value={String(index + 1)}>
                {weekday}
              </option>
            ))}
          </SelectField>
        </div>
        <div className={whereThereIsAny}>
          <Field name="time" label="Time" type="time" defaultValue={fields.time} error={details['time']} />
        </div>
        <div className={whereBiweekly}>
          <Field
            name="anchor"
            label="Day of one of the calls"
            hint="It says which weeks have a call."
            type="date"
            defaultValue={fields.anchor}
            error={details['anchor']}
          />
        </div>
      </div>
      <CadencePreview fields={shown} planned={planned} now={now} />
      <noscript>
        <Button type="submit" className="max-sm:h-11" name="intent" value="show">
          Show dates
        </Button>
      </noscript>
    </fieldset>
  );
}
