'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { undo } from '@tiptap/y-tiptap';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { personCalled } from '#lib/speakers/person-called.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import {
  closeFind,
  find,
  nextMatch,
  replaceAllMatches,
  replaceMatch,
} from '#components/editor/commands/find.ts';
import { spokenLines } from '#components/editor/engine/blocks.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { lastUndoStep } from '#components/editor/engine/undo-step.ts';
import { foundMatches } from '#components/editor/plugins/find.ts';
import { focusAndSelect, Option, Panel, PanelButton, TextField } from './panel-parts.tsx';

type FindPanelProps = { editor: Editor; context: NotesContext; panel: { query: string }; close: () => void };

/** Finds words in the notes and replaces them. The focus stays in its fields until it is closed. */
export function FindPanel({ editor, context, panel, close }: FindPanelProps) {
  const [search, setSearch] = useState({ query: panel.query, matchCase: false, wholeWords: false });
  const [replacement, setReplacement] = useState('');
  const [replaced, setReplaced] = useState<{ text: string; step: unknown } | null>(null);
  // Asked for again from the text, the first field takes the focus again.
  const [asked, setAsked] = useState({ panel, times: 0 });
  if (asked.panel !== panel) setAsked({ panel, times: asked.times + 1 });
  const found = useEditorState({
    editor,
    selector: () => {
      const now = editor.isDestroyed ? null : foundMatches(editor.state);
      const undoable = replaced !== null && now !== null && lastUndoStep(editor.state) === replaced.step;
      return { count: now?.matches.length ?? 0, current: now?.current ?? -1, undoable };
    },
  });

  useEffect(() => {
    find(editor.view, search);
  }, [editor, search]);
  useEffect(
    () => () => {
      if (!editor.isDestroyed) closeFind(editor.view);
    },
    [editor],
  );

  function look(change: Partial<typeof search>): void {
    setSearch({ ...search, ...change });
    setReplaced(null);
  }

  function leave(): void {
    closeFind(editor.view);
    close();
    editor.view.focus();
  }

  function replaceOne(): void {
    setReplaced(null);
    replaceMatch(editor.view, replacement);
  }

  function replaceAll(): void {
    const { matches, blocks } = replaceAllMatches(editor.view, replacement);
    if (matches === 0) return;
    const text = `Replaced ${matches} in ${blocks === 1 ? 'one line' : `${blocks} lines`}.`;
    setReplaced({ text, step: lastUndoStep(editor.state) });
  }

  const none = found.count === 0;
  const speaker = calledSpeaker(search.query, editor, context);
  return (
    <Panel label="Find and replace" onEscape={leave}>
      <div className="cn-panel-row">
        <TextField
          key={asked.times}
          ref={focusAndSelect}
          label="Find"
          value={search.query}
          describedBy="find-count"
          change={(query) => {
            look({ query });
          }}
          onEnter={(shift) => {
            nextMatch(editor.view, shift ? -1 : 1);
          }}
        />
        <output id="find-count" className="cn-find-count">
          {countText(search.query, found)}
        </output>
        <PanelButton
          label="Previous match"
          disabled={none}
          run={() => {
            nextMatch(editor.view, -1);
          }}
        >
          <ChevronUp aria-hidden="true" size={17} strokeWidth={1.75} />
        </PanelButton>
        <PanelButton
          label="Next match"
          disabled={none}
          run={() => {
            nextMatch(editor.view, 1);
          }}
        >
          <ChevronDown aria-hidden="true" size={17} strokeWidth={1.75} />
        </PanelButton>
        <PanelButton label="Close" run={leave}>
          <X aria-hidden="true" size={17} strokeWidth={1.75} />
        </PanelButton>
      </div>
      <div className="cn-panel-row">
        <TextField label="Replace with" value={replacement} change={setReplacement} onEnter={replaceOne} />
        <PanelButton disabled={none} run={replaceOne}>
          Replace
        </PanelButton>
        <PanelButton disabled={none} run={replaceAll}>
          Replace all
        </PanelButton>
      </div>
      <div className="cn-panel-row">
        <Option
          label="Match case"
          checked={search.matchCase}
          change={(matchCase) => {
            look({ matchCase });
          }}
        />
        <Option
          label="Whole words"
          checked={search.wholeWords}
          change={(wholeWords) => {
            look({ wholeWords });
          }}
        />
        <output>{replaced?.text ?? ''}</output>
        {found.undoable ? (
          <PanelButton
            run={() => {
              undo(editor.state);
              setReplaced(null);
              setAsked({ panel, times: asked.times + 1 });
            }}
          >
            Undo
          </PanelButton>
        ) : null}
      </div>
      {speaker === null ? null : <SpeakerHint speaker={speaker} context={context} />}
    </Panel>
  );
}

function countText(query: string, { count, current }: { count: number; current: number }): string {
  if (query === '') return '';
  return count === 0 ? 'Nothing found' : `${current + 1} of ${count}`;
}

/** Who on this call is called just what is looked for. */
function calledSpeaker(query: string, editor: Editor, context: NotesContext): SpeakerPerson | null {
  if (query.trim() === '' || editor.isDestroyed) return null;
  const { doc } = editor.state;
  const person = personCalled(query, peopleIn(doc, context));
  return spokenLines(doc).some(({ speaker }) => speaker === person?.id) ? person : null;
}

function SpeakerHint({ speaker, context }: { speaker: SpeakerPerson; context: NotesContext }) {
  return (
    <p className="cn-panel-row">
      <span>The name beside {speaker.name}’s lines is not replaced here.</span>
      <PanelButton
        run={() => {
          context.openPanel({ kind: 'speaker', personId: speaker.id });
        }}
      >
        Rename {speaker.name}
      </PanelButton>
    </p>
  );
}
