'use client';

import type { Editor } from '@tiptap/react';
import { X } from 'lucide-react';
import { rosterPerson } from '#lib/speakers/roster.ts';
import { spokenLines } from '#components/editor/engine/blocks.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { Panel, PanelButton } from './panel-parts.tsx';

type ChooseSpeakerProps = { editor: Editor; context: NotesContext; close: () => void };

/** Asks whose name it is about, where the line at the caret has no speaker. */
export function ChooseSpeaker({ editor, context, close }: ChooseSpeakerProps) {
  const { doc } = editor.state;
  const spoke = new Set(
    spokenLines(doc).flatMap(({ speaker }) =>
      speaker === null ? [] : [rosterPerson(speaker, context.roster())?.id ?? speaker],
    ),
  );
  const people = peopleIn(doc, context).filter(({ id }) => spoke.has(id));

  function leave(): void {
    close();
    editor.view.focus();
  }

  return (
    <Panel label="Speaker" onEscape={leave}>
      <div className="cn-panel-row">
        <span>
          {people.length === 0
            ? 'Nobody has spoken yet.'
            : 'This line has no speaker. Whose name shall be changed?'}
        </span>
        <span className="cn-panel-end">
          <PanelButton label="Close" focused={people.length === 0} run={leave}>
            <X aria-hidden="true" size={17} strokeWidth={1.75} />
          </PanelButton>
        </span>
      </div>
      <div className="cn-panel-row">
        {people.map(({ id, name }, index) => (
          <PanelButton
            key={id}
            focused={index === 0}
            run={() => {
              context.openPanel({ kind: 'speaker', personId: id });
            }}
          >
            {name}
          </PanelButton>
        ))}
      </div>
    </Panel>
  );
}
