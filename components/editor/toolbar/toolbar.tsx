'use client';

import { Toolbar as Bar } from '@base-ui/react/toolbar';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import {
  Bold,
  CircleCheck,
  CircleQuestionMark,
  Code,
  Ellipsis,
  Gavel,
  Heading,
  Italic,
  Link,
  ListPlus,
  type LucideIcon,
} from 'lucide-react';
import { blockAt, isAgendaItem, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { keyText } from '#components/editor/keys/key-table.ts';
import { AgendaSum } from './agenda-sum.tsx';

const icons: Record<string, LucideIcon> = {
  'text.bold': Bold,
  'text.italic': Italic,
  'text.code': Code,
  'text.link': Link,
  'tag.action': CircleCheck,
  'tag.decision': Gavel,
  'tag.question': CircleQuestionMark,
  'agenda.item': Heading,
  'agenda.add': ListPlus,
  'gap.insert': Ellipsis,
};
const groups = [
  ['text.bold', 'text.italic', 'text.code', 'text.link'],
  ['tag.action', 'tag.decision', 'tag.question', 'gap.insert'],
  ['agenda.item', 'agenda.add'],
];

type ToolbarProps = {
  editor: Editor;
  table: readonly KeyBinding[];
  mac: boolean;
  lengthMinutes: number | null;
};

/** The same commands as the keys, for hands on a mouse or a touch screen. One stop for Tab; arrows move inside. */
export function Toolbar({ editor, table, mac, lengthMinutes }: ToolbarProps) {
  const pressed = useEditorState({ editor, selector: () => pressedIn(editor) });
  const leader = bindingOf(table, 'notes.leader').keys?.[0] ?? '';
  return (
    <Bar.Root className="cn-toolbar" aria-label="Editing">
      {groups.map((ids) => (
        <Bar.Group key={ids[0]} className="cn-toolbar-group">
          {ids.map((id) => (
            <ToolbarButton
              key={id}
              editor={editor}
              binding={bindingOf(table, id)}
              leader={leader}
              mac={mac}
              pressed={pressed.has(id)}
            />
          ))}
        </Bar.Group>
      ))}
      <span className="cn-toolbar-end">
        <AgendaSum editor={editor} lengthMinutes={lengthMinutes} />
      </span>
    </Bar.Root>
  );
}

type ToolbarButtonProps = {
  editor: Editor;
  binding: KeyBinding;
  /** The key that begins chords. */
  leader: string;
  mac: boolean;
  pressed: boolean;
};

function ToolbarButton({ editor, binding, leader, mac, pressed }: ToolbarButtonProps) {
  const Icon = icons[binding.id] ?? Ellipsis;
  const shortcut = shortcutOf(binding, leader, mac);
  return (
    <Bar.Button
      type="button"
      className="cn-tool"
      aria-label={binding.label}
      aria-pressed={binding.id === 'agenda.add' || binding.id === 'gap.insert' ? undefined : pressed}
      title={shortcut === null ? binding.label : `${binding.label} (${shortcut})`}
      onPointerDown={(event) => {
        // Keeps the caret, and on phones the keyboard, where they are.
        event.preventDefault();
      }}
      onClick={() => {
        if (binding.id !== 'text.link') editor.view.focus();
        binding.run(editor.state, editor.view.dispatch, editor.view);
      }}
    >
      <Icon aria-hidden="true" size={17} strokeWidth={1.75} />
    </Bar.Button>
  );
}

function bindingOf(table: readonly KeyBinding[], id: string): KeyBinding {
  const binding = table.find((row) => row.id === id);
  if (binding === undefined) throw new Error(`The key table has no row ${id}.`);
  return binding;
}

function shortcutOf({ keys, chord }: KeyBinding, leader: string, mac: boolean): string | null {
  const key = keys?.[0];
  if (key !== undefined) return keyText(key, mac);
  return chord === undefined ? null : `${keyText(leader, mac)} ${chord}`;
}

function pressedIn(editor: Editor): ReadonlySet<string> {
  const pressed = new Set<string>();
  if (editor.isDestroyed) return pressed;
  for (const name of ['bold', 'italic', 'code', 'link'])
    if (editor.isActive(name)) pressed.add(`text.${name}`);
  const block = blockAt(editor.state.selection.$head);
  if (block !== null && isAgendaItem(block.node)) pressed.add('agenda.item');
  if (block !== null && isLine(block.node)) pressed.add(`tag.${lineAttrs(block.node).tag ?? 'none'}`);
  return pressed;
}
