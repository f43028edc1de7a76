'use client';

import { TextSelection, type Command } from '@tiptap/pm/state';
import { useEditorState, type Editor } from '@tiptap/react';
import { useState, useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { purposeWords } from '#components/agenda/purpose-words.ts';
import { itemTitle } from '#lib/agenda/item-title.ts';
import { votersText, voteText } from '#lib/agenda/vote-words.ts';
import { agendaItemPurposes, type AgendaItemPurpose } from '#lib/notes/schema/agenda-item.ts';
import { setItemLevel } from '#components/editor/commands/agenda-items.ts';
import { moveSection } from '#components/editor/commands/move-blocks.ts';
import { findBlock, isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { isTemplate, type NotesContext } from '#components/editor/engine/notes-context.ts';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { moveItemOn } from '#server/actions/move-item-on.ts';
import { parkItem } from '#server/actions/park-item.ts';
import { Panel, PanelButton } from './panel-parts.tsx';

type ItemPanelProps = {
  itemId: string;
  editor: Editor;
  context: NotesContext;
  call: NotesEditorProps;
  close: () => void;
};

/** What can be done with an agenda item: ordered, described, voted for, parked, moved to the next call. */
export function ItemPanel({ itemId, editor, context, call, close }: ItemPanelProps) {
  const node = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? null : (findBlock(editor.state.doc, itemId)?.node ?? null)),
    equalityFn: Object.is,
  });
  const [wrong, setWrong] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const { votes } = context;
  const people = useSyncExternalStore(
    (listener) => votes.subscribe(listener),
    () => votes.people(itemId),
    () => votes.people(itemId),
  );
  if (node === null || !isAgendaItem(node)) return null;
  const { level, purpose } = itemAttrs(node);
  const title = itemTitle(node.textContent);
  const { status } = context.call.get();
  const ofCall = !isTemplate(context);

  function leave(): void {
    close();
    editor.view.focus();
  }

  /** Runs a command with the caret in the item. */
  function run(command: Command): void {
    const { view } = editor;
    const block = findBlock(view.state.doc, itemId);
    if (block === null) return;
    const end = block.pos + 1 + block.node.content.size;
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(end), -1)));
    command(view.state, view.dispatch, view);
  }

  function setPurpose(value: string): void {
    const { view } = editor;
    const block = findBlock(view.state.doc, itemId);
    const chosen: AgendaItemPurpose | null = agendaItemPurposes.find((one) => one === value) ?? null;
    if (block === null) return;
    view.dispatch(view.state.tr.setNodeAttribute(block.pos, 'purpose', chosen).setMeta(NOT_TYPED, true));
  }

  async function send(action: (before: FormState, form: FormData) => Promise<FormState>): Promise<void> {
    const form = new FormData();
    form.set('callId', call.callId);
    form.set('itemId', itemId);
    setSending(true);
    const state = await action(idleForm, form).catch(() => null);
    setSending(false);
    if (state?.status !== 'done') {
      setWrong(state?.message ?? 'The server did not answer. Nothing was changed; try again.');
      return;
    }
    if (state.message !== null) toast(state.message);
    leave();
  }

  return (
    <Panel label={`Item: ${title}`} onEscape={leave}>
      <p className="cn-action-text">{title}</p>
      <div className="cn-panel-row">
      <PanelButton focused run={() => { run(moveSection(-1, context)); }}>Move up</PanelButton>
      <PanelButton run={() => { run(moveSection(1, context)); }}>Move down</PanelButton>
      <PanelButton run={() => { run(setItemLevel(level === 1 ? 2 : 1, context)); }}>
        {level === 1 ? 'Make it a sub-item' : 'Make it an item'}
      </PanelButton>
      <label className="cn-field">
        <span>Purpose</span>
        <select
          value={purpose ?? ''}
          onChange={(event) => {
            setPurpose(event.target.value);
          }}
        >
          <option value="">Not said</option>
          {agendaItemPurposes.map((one) => (
            <option key={one} value={one}>
              {purposeWords[one]}
            </option>
          ))}
        </select>
      </label>
      {ofCall && votes.open ? (
        <button
          type="button"
          className="cn-small-button"
          aria-pressed={votes.mine(itemId)}
          title={votersText(people.map(({ name }) => name))}
          onClick={() => {
            votes.toggle(itemId, title);
          }}
        >
          {voteText(people.length)}
        </button>
      ) : null}
      {ofCall && status === 'planned' ? (
        <PanelButton disabled={sending} run={() => void send(parkItem)}>Park</PanelButton>
      ) : null}
      {ofCall ? (
        <PanelButton disabled={sending} run={() => void send(moveItemOn)}>Move to the next call</PanelButton>
      ) : null}
      <PanelButton run={leave}>Close</PanelButton>
      </div>
      {wrong === null ? null : (
        <p role="alert" className="text-danger">
          {wrong}
        </p>
      )}
    </Panel>
  ); // prettier-ignore
}
