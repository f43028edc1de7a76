'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { completeSpeaker, speakersBefore } from '#lib/speakers/complete-speaker.ts';
import { peopleOnCall, rosterPerson, type SpeakerPerson, type SpokenLine } from '#lib/speakers/roster.ts';
import { planName } from '#lib/speakers/plan-name.ts';
import { isUnknownVoice } from '#lib/speakers/unknown-voice.ts';
import { spokenLines } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { reassignPerson } from '#components/editor/engine/reassign-person.ts';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';
import { changeRoster } from './change-roster.ts';
import { MergedPeople } from './merged-people.tsx';
import { focusAndSelect, Option, Panel, PanelButton, TextField } from './panel-parts.tsx';
import { planText } from './plan-text.ts';

type SpeakerPanelProps = {
  editor: Editor;
  context: NotesContext;
  call: NotesEditorProps;
  personId: string;
  close: () => void;
};

/** Names a speaker: who an unknown voice is, that two are one person, or what somebody is called. */
export function SpeakerPanel({ editor, context, call, personId, close }: SpeakerPanelProps) {
  const hintId = useId();
  const lines = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? [] : spokenLines(editor.state.doc)),
  });
  const people = peopleOnCall(call.roster, lines);
  const standing = rosterPerson(personId, call.roster);
  const person = standing ?? people.find((other) => other.id === personId);
  const unknown = person !== undefined && isUnknownVoice(call.seriesId, person);
  const [typed, setTyped] = useState(unknown ? '' : (person?.name ?? ''));
  const [everywhere, setEverywhere] = useState(true);
  const [state, setState] = useState<{ kind: 'ready' | 'working' } | { kind: 'failed'; why: string }>({
    kind: 'ready',
  });
  if (person === undefined) return null;

  const ids = new Set([person.id, ...(standing?.merged ?? []).map((other) => other.id)]);
  const count = lines.filter(({ speaker }) => speaker !== null && ids.has(speaker)).length;
  const plan = planName(typed, person, people, call.seriesId);
  const reaches = call.managesRoster && !unknown && standing !== undefined && isOnRoster(plan);
  const inSeries = reaches && everywhere;

  function isOnRoster(wanted: typeof plan): boolean {
    return wanted.kind !== 'merge' || wanted.into.number !== null;
  }

  function leave(): void {
    close();
    editor.view.focus();
  }

  async function apply(): Promise<void> {
    if (plan.kind === 'nothing' || person === undefined || state.kind === 'working') return;
    if (inSeries) {
      setState({ kind: 'working' });
      const why = await changeRoster(person.id, plan);
      if (why !== null) {
        setState({ kind: 'failed', why });
        return;
      }
    }
    const to = plan.kind === 'merge' ? plan.into : plan;
    // A new name for every call is the roster's; the notes name the same person as before.
    const given =
      plan.kind === 'rename' && inSeries ? 0 : editor.isDestroyed ? 0 : reassignPerson(editor.state, ids, to);
    context.announce(doneText(person, to.name, given));
    if (plan.kind === 'merge' && inSeries) context.openPanel({ kind: 'speaker', personId: to.id });
    else leave();
  }

  return (
    <Panel label="Speaker" onEscape={leave}>
      <div className="cn-panel-row">
        <strong>{person.name}</strong>
        <span className="cn-panel-quiet">{countText(count)} on this call</span>
        <span className="cn-panel-end">
          <PanelButton label="Close" run={leave}>
            <X aria-hidden="true" size={17} strokeWidth={1.75} />
          </PanelButton>
        </span>
      </div>
      <div className="cn-panel-row">
        <TextField
          ref={focusAndSelect}
          label={unknown ? 'Who is it?' : 'Name'}
          value={typed}
          describedBy={hintId}
          change={(name) => {
            setTyped(name);
            setState({ kind: 'ready' });
          }}
          onEnter={() => void apply()}
        />
        <PanelButton disabled={plan.kind === 'nothing' || state.kind === 'working'} run={() => void apply()}>
          {buttonText(plan.kind, unknown)}
        </PanelButton>
      </div>
      <Suggestions people={suggested(typed, person, people, lines)} choose={setTyped} />
      {reaches && plan.kind !== 'nothing' ? (
        <Option label="On every call of the series" checked={everywhere} change={setEverywhere} />
      ) : null}
      <output id={hintId} className="cn-panel-quiet">
        {planText(plan, { person, count, unknown, inSeries, manages: call.managesRoster })}
      </output>
      {state.kind === 'failed' ? (
        <p role="alert" className="text-danger">
          {state.why}
        </p>
      ) : null}
      {standing?.merged === undefined || standing.merged.length === 0 ? null : (
        <MergedPeople person={standing} manages={call.managesRoster} announce={context.announce} />
      )}
    </Panel>
  );
}

function Suggestions({
  people,
  choose,
}: {
  people: readonly SpeakerPerson[];
  choose: (name: string) => void;
}) {
  if (people.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className="cn-panel-row" role="group" aria-label="People of this call">
      {people.map(({ id, name }) => (
        <PanelButton
          key={id}
          run={() => {
            choose(name);
          }}
        >
          {name}
        </PanelButton>
      ))}
    </div>
  );
}

const MOST_SUGGESTED = 6;

/** Whoever the letters may mean, and without letters of another name whoever spoke last. */
function suggested(
  typed: string,
  person: SpeakerPerson,
  people: readonly SpeakerPerson[],
  lines: readonly SpokenLine[],
): SpeakerPerson[] {
  const recency = speakersBefore(lines, Number.POSITIVE_INFINITY);
  const others = people.filter((other) => other.id !== person.id && !/^Unknown \d+$/u.test(other.name));
  const letters = typed.trim();
  if (letters !== '' && letters !== person.name)
    return completeSpeaker(letters, others, recency).filter(({ name }) => name !== letters);
  const spoke = recency.flatMap((id) => others.find((other) => other.id === id) ?? []);
  return [...new Set([...spoke, ...others])].slice(0, MOST_SUGGESTED);
}

function countText(count: number): string {
  return count === 1 ? 'one line' : `${count} lines`;
}

function buttonText(kind: ReturnType<typeof planName>['kind'], unknown: boolean): string {
  if (unknown) return 'Name';
  return kind === 'merge' ? 'Merge' : 'Rename';
}

function doneText(person: SpeakerPerson, name: string, given: number): string {
  if (given === 0) return `${person.name} is ${name} now.`;
  return `${person.name} is ${name} now: ${countText(given)} changed. Undo takes it back.`;
}
