'use client';

import { Toolbar as Bar } from '@base-ui/react/toolbar';
import type { Editor } from '@tiptap/react';
import {
  Bold,
  BookPlus,
  CircleCheck,
  CircleQuestionMark,
  Code,
  Ellipsis,
  Gavel,
  HandHelping,
  Heading,
  Italic,
  Keyboard,
  Link,
  ListPlus,
  MessageCircleQuestionMark,
  Search,
  UserPen,
  type LucideIcon,
} from 'lucide-react';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { bindingOf } from '#components/editor/keys/key-table.ts';
import { keepFocus } from '#components/editor/phone/keep-focus.ts';
import { keyText } from '#lib/keys/key-text.ts';
import { AgendaSum } from './agenda-sum.tsx';
import { GapCounter } from './gap-counter.tsx';
import { usePressed } from './use-pressed.ts';

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
  'line.prompt': MessageCircleQuestionMark,
  'notes.find': Search,
  'notes.cover': HandHelping,
  'term.add': BookPlus,
  'notes.help': Keyboard,
  'speaker.rename': UserPen,
};
const text = ['text.bold', 'text.italic', 'text.code', 'text.link'];
const tags = ['tag.action', 'tag.decision', 'tag.question', 'gap.insert'];
const agenda = ['agenda.item', 'agenda.add'];
const notes = ['notes.find'];
/** On a phone the names beside the lines are tapped. */
const speakers = ['speaker.rename'];
const cover = ['notes.cover'];
const glossary = ['term.add'];
const help = ['notes.help'];
/** Of a template. */
const prompts = ['line.prompt'];
/** Buttons that do something and are never on or off. */
const momentary = new Set([
  'agenda.add',
  'gap.insert',
  'notes.find',
  'notes.cover',
  'speaker.rename',
  'term.add',
  'notes.help',
]);
/** Buttons that open a panel, which takes the focus. */
const opening = new Set(['text.link', 'notes.find', 'speaker.rename', 'term.add', 'notes.help']);

type ToolbarProps = {
  editor: Editor;
  table: readonly KeyBinding[];
  mac: boolean;
  lengthMinutes: number | null;
  /** Whether the line bar has what is about the line. */
  phone: boolean;
  mayAddTerms: boolean;
  /** Whether it is a template that is edited, in which nothing is said yet. */
  template: boolean;
  /** Whether notes are taken now, which somebody else may take over. */
  underWay: boolean;
};

/** The same commands as the keys, for hands on a mouse or a touch screen. One stop for Tab; arrows move inside. */
export function Toolbar({
  editor,
  table,
  mac,
  lengthMinutes,
  phone,
  mayAddTerms,
  template,
  underWay,
}: ToolbarProps) {
  const pressed = usePressed(editor);
  const leader = bindingOf(table, 'notes.leader').keys?.[0] ?? '';
  const next = bindingOf(table, 'gap.next');
  const groups = [
    text,
    ...(phone || template ? [] : [tags]),
    template ? [...agenda, ...prompts] : agenda,
    phone || template ? notes : [...notes, ...speakers],
    ...(mayAddTerms && !template ? [glossary] : []),
    ...(underWay ? [cover] : []),
    help,
  ];
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
        <GapCounter editor={editor} binding={next} title={titleOf(next, leader, mac)} />
        {underWay ? <AgendaSum editor={editor} lengthMinutes={lengthMinutes} /> : null}
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
  return (
    <Bar.Button
      type="button"
      className="cn-tool"
      aria-label={binding.label}
      aria-pressed={momentary.has(binding.id) ? undefined : pressed}
      title={titleOf(binding, leader, mac)}
      {...keepFocus}
      onClick={() => {
        if (!opening.has(binding.id)) editor.view.focus();
        binding.run(editor.state, editor.view.dispatch, editor.view);
      }}
    >
      <Icon aria-hidden="true" size={17} strokeWidth={1.75} />
    </Bar.Button>
  );
}

function titleOf(binding: KeyBinding, leader: string, mac: boolean): string {
  const shortcut = shortcutOf(binding, leader, mac);
  return shortcut === null ? binding.label : `${binding.label} (${shortcut})`;
}

function shortcutOf({ keys, chord }: KeyBinding, leader: string, mac: boolean): string | null {
  const key = keys?.[0];
  if (key !== undefined) return keyText(key, mac);
  return chord === undefined ? null : `${keyText(leader, mac)} ${chord}`;
}
