'use client';

import type { Editor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import { ActionForm } from '#components/forms/action-form.tsx';
import { TermFields } from '#components/glossary/term-fields.tsx';
import { addTerm } from '#server/actions/add-term.ts';
import type { FormState } from '#server/actions/form-state.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

type TermPanelProps = { form: string; editor: Editor; context: NotesContext; close: () => void };

/** Adds a term to the glossary of the series without leaving the notes. */
export function TermPanel({ form, editor, context, close }: TermPanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.querySelector<HTMLInputElement>('input[name="form"]')?.focus();
  }, []);
  function leave(): void {
    close();
    editor.view.focus();
  }
  function done(message: string | null): void {
    if (message !== null) context.announce(message);
    leave();
  }

  return (
    // Escape closes it from any of its fields.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={panel}
      aria-label="Add to the glossary"
      className="cn-term-panel"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        leave();
      }}
    >
      <ActionForm action={addTermIfReached} label="Add a term">
        {({ state, pending }) => (
          <>
            <WhenDone state={state} done={done} />
            <input type="hidden" name="seriesId" value={context.seriesId} />
            <div className="cn-term-fields">
              <TermFields id="panel" state={state} term={{ form, others: [], meaning: '' }} />
            </div>
            <div className="cn-term-end">
              <button type="submit" className="cn-small-button" disabled={pending}>
                {pending ? 'Adding the term' : 'Add the term'}
              </button>
              <button type="button" className="cn-small-button" onClick={leave}>
                Cancel
              </button>
            </div>
          </>
        )}
      </ActionForm>
    </section>
  );
}

function WhenDone({ state, done }: { state: FormState; done: (message: string | null) => void }) {
  const tell = useRef(done);
  useEffect(() => {
    if (state.status === 'done') tell.current(state.message);
  }, [state]);
  return null;
}

/** An error that is thrown here would take the notes off the page. */
async function addTermIfReached(before: FormState, form: FormData): Promise<FormState> {
  try {
    return await addTerm(before, form);
  } catch {
    const values = Object.fromEntries(
      [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    return {
      status: 'failed',
      message: 'The server could not be reached. Nothing was added.',
      details: {},
      values,
    };
  }
}
