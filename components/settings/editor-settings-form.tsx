'use client';

import { useActionState, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { keyClashes } from '#lib/keys/key-clashes.ts';
import type { KeyFacts } from '#lib/keys/key-facts.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { KeySettings } from './key-settings.tsx';
import { useMac } from './use-mac.ts';

type EditorSettingsFormProps = {
  table: KeyFacts[];
  settings: EditorSettings;
  save: (before: FormState, form: FormData) => Promise<FormState>;
};

/** What a person sets about writing notes: keys, typing lag, announcements. Clashes are said as keys are pressed. */
export function EditorSettingsForm({ table, settings, save }: EditorSettingsFormProps) {
  const [draft, setDraft] = useState(settings);
  const [lag, setLag] = useState(String(settings.typingLagMs / 1000));
  const [state, send, pending] = useActionState(save, idleForm);
  const mac = useMac();
  const sent = { ...draft, typingLagMs: lag.trim() === '' ? null : Number(lag) * 1000 };
  return (
    <form action={send} className="grid max-w-3xl gap-8" aria-label="Settings for writing notes">
      <input type="hidden" name="settings" value={JSON.stringify(sent)} />
      <section aria-labelledby="settings-writing" className="grid gap-4">
        <h2 id="settings-writing" className="text-lead font-semibold">
          Writing
        </h2>
        <div className="max-w-sm">
          <Field
            name="lag"
            label="Typing lag in seconds"
            hint="A gap is noted at the time you type it less this lag: you hear first and type after."
            type="number"
            min={0}
            max={60}
            value={lag}
            onChange={(event) => {
              setLag(event.target.value);
            }}
            error={state.details['settings.typingLagMs']}
          />
        </div>
        <div className="flex items-start gap-2.5 py-1">
          <input
            id="settings-announce"
            type="checkbox"
            aria-describedby="settings-announce-hint"
            className="mt-1 size-4"
            checked={draft.announceLines}
            onChange={(event) => {
              setDraft({ ...draft, announceLines: event.target.checked });
            }}
          />
          <div>
            <label htmlFor="settings-announce" className="font-medium">
              Say finished lines
            </label>
            <p id="settings-announce-hint" className="text-small text-soft">
              A screen reader says each line that somebody else finishes, once, when it is silent.
            </p>
          </div>
        </div>
      </section>
      <KeySettings
        table={table}
        settings={draft}
        clashes={keyClashes(table, draft, mac)}
        mac={mac}
        change={setDraft}
      />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t bg-page py-3">
        <Button type="submit" look="primary" size="large" disabled={pending}>
          Save settings
        </Button>
        {pending || state.status === 'idle' ? null : (
          <p
            role={state.status === 'failed' ? 'alert' : 'status'}
            className={state.status === 'failed' ? 'text-danger' : 'text-done'}
          >
            {state.message}
          </p>
        )}
      </div>
    </form>
  );
}
