'use client';

import { Plus } from 'lucide-react';
import { useActionState, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { agendaItemPurposes, MAX_MINUTES } from '#lib/notes/schema/agenda-item.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { proposeItem } from '#server/actions/propose-item.ts';
import { purposeWords } from './purpose-words.ts';

type QuickAddProps = {
  callId: string;
  /** Whether what is proposed waits in the parking lot, because the agenda is locked to the asker. */
  locked: boolean;
};

/** Puts an item at the end of the agenda without touching the rest of it; stays open for the next one. */
export function QuickAdd({ callId, locked }: QuickAddProps) {
  const [state, send, pending] = useActionState(proposeItem, idleForm);
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.status !== 'idle') title.current?.focus();
  }, [state]);
  return (
    <form
      action={send}
      aria-label="Propose an item"
      className="mt-6 grid max-w-3xl gap-3 rounded-card bg-sunken p-4 print:hidden"
    >
      <div>
        <h2 className="font-semibold">{locked ? 'Propose an item for later' : 'Propose an item'}</h2>
        <p className="text-small text-soft">
          {locked
            ? 'The agenda is locked: what you propose waits in the parking lot of the series.'
            : 'It goes to the end of the agenda, with your name.'}
        </p>
      </div>
      <input type="hidden" name="callId" value={callId} />
      {state.message === null ? null : (
        <Notice
          tone={state.status === 'failed' ? 'danger' : 'done'}
          announce={state.status === 'failed' ? 'alert' : 'status'}
        >
          {state.message}
        </Notice>
      )}
      <Field
        ref={title}
        id="propose-title"
        name="title"
        label="What about"
        required
        maxLength={200}
        autoComplete="off"
        defaultValue={state.values['title'] ?? ''}
        error={state.details['title']}
      />
      <div className="grid gap-3 sm:grid-cols-[10rem_6rem_minmax(0,1fr)]">
        <SelectField name="purpose" label="Purpose" defaultValue={state.values['purpose'] ?? ''}>
          <option value="">Not said</option>
          {agendaItemPurposes.map((purpose) => (
            <option key={purpose} value={purpose}>
              {purposeWords[purpose]}
            </option>
          ))}
        </SelectField>
        <Field
          id="propose-minutes"
          name="minutes"
          label="Minutes"
          type="number"
          inputMode="numeric"
          min={1}
          max={MAX_MINUTES}
          defaultValue={state.values['minutes'] ?? ''}
          error={state.details['minutes']}
        />
        <Field
          id="propose-link"
          name="link"
          label="Link"
          type="url"
          placeholder="https://"
          autoComplete="off"
          defaultValue={state.values['link'] ?? ''}
          error={state.details['link']}
        />
      </div>
      <Button type="submit" look="primary" className="justify-self-start max-sm:h-11" disabled={pending}>
        <Plus aria-hidden="true" />
        {pending ? 'Adding' : locked ? 'Propose for later' : 'Add to the agenda'}
      </Button>
    </form>
  );
}
