import { Extension, type Extensions } from '@tiptap/core';
import { Collaboration, isChangeOrigin } from '@tiptap/extension-collaboration';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { noteExtensions } from '#lib/notes/schema/index.ts';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { isTemplate, type NotesContext } from './engine/notes-context.ts';
import { checkedOnce } from './collab/checked-once.ts';
import { steadyBinding } from './collab/steady-binding.ts';
import type { KeyBinding } from './keys/key-binding.ts';
import { leaderChord } from './keys/leader-chord.ts';
import { tableKeys } from './keys/table-keys.ts';
import type { KeptOffers } from './offers/kept-offers.ts';
import { offerSources } from './offers/offer-sources.ts';
import { endBarsHeight } from './phone/end-bars-height.ts';
import { actionReadings } from './plugins/action-readings.ts';
import { agendaFitMarks } from './plugins/agenda-fit.ts';
import { agendaView } from './plugins/agenda-view.ts';
import { caretAtPress } from './plugins/caret-at-press.ts';
import { carets } from './plugins/carets.ts';
import { correctionsPlugin } from './plugins/corrections.ts';
import { findPlugin } from './plugins/find.ts';
import { lineInstants } from './plugins/line-instants.ts';
import { lineMemoryPlugin } from './plugins/line-memory.ts';
import { marginOffers } from './plugins/margin-offers.ts';
import { noteIds } from './plugins/note-ids.ts';
import { paste } from './plugins/paste.ts';
import { reservedLines } from './plugins/reserved-lines.ts';
import { speakerClick } from './plugins/speaker-click.ts';
import { speakerMenu, speakerMenuPlugin } from './plugins/speaker-menu.ts';
import { stampsOnLeave } from './plugins/stamps-on-leave.ts';
import { suggestedSpeakerPlugin } from './plugins/suggested-speaker.ts';
import { tagMemoryPlugin } from './plugins/tag-memory.ts';
import { termCompletion } from './plugins/term-completion.ts';
import { typedConversions } from './plugins/typed-conversions.ts';
import { agendaItemView } from './views/agenda-item-view.ts';
import { lineView } from './views/line-view.ts';
import { mentionView } from './views/mention-view.ts';
import { offerView } from './views/offer-view.ts';
import type { RosterSource } from './views/roster-source.ts';
import { gapView, stampView } from './views/time-views.ts';

/** Pixels at the window's edges where a caret does not stop. */
const CLEAR = {
  top: 56,
  left: 0,
  right: 0,
  get bottom() {
    return Math.max(80, endBarsHeight() + 24);
  },
};

export type EditorParts = {
  doc: Y.Doc;
  awareness: Awareness;
  me: { name: string; color: string };
  context: NotesContext;
  roster: RosterSource;
  table: readonly KeyBinding[];
  /** The offers that this person dismissed. */
  keptOffers: KeptOffers;
  label: string;
  /** Id of the element that lists speakers while the list is open. */
  listId: string;
  isReadOnly(): boolean;
  clockText(instant: string): string;
  /** Tells the person why a paste was refused. */
  refusePaste(why: string): void;
};

/** The nodes and marks as the editor uses them: the very schema of the server (N1), its rules tamed. */
export function editorNodes(): Extensions {
  return noteExtensions.map((stock) => {
    // Every key comes from the key table, where people change it.
    const extension = stock.extend({ addKeyboardShortcuts: () => ({}) });
    if (extension.name !== 'link') return extension;
    return extension.extend({
      // The stock plugin links addresses in changes of others too; two browsers would answer each other.
      addProseMirrorPlugins() {
        return (this.parent?.() ?? []).map((plugin: Plugin) => onlyForOwnChanges(plugin));
      },
    });
  });
}

function onlyForOwnChanges(plugin: Plugin): Plugin {
  const answer = plugin.spec.appendTransaction;
  if (answer === undefined) return plugin;
  return new Plugin({
    ...plugin.spec,
    appendTransaction(transactions, before, state) {
      if (transactions.some(isChangeOrigin)) return null;
      return answer.call(this, transactions, before, state);
    },
  });
}

/** Everything the editor of a call is made of. */
export function editorExtensions(parts: EditorParts): Extensions {
  return [
    ...editorNodes(),
    Collaboration.extend({
      addKeyboardShortcuts: () => ({}),
      addProseMirrorPlugins() {
        return ((this as { parent?: () => Plugin[] }).parent?.() ?? []).map(checkedOnce);
      },
    }).configure({
      fragment: notesFragment(parts.doc),
      // Undoing a line that somebody else has typed into since leaves their words.
      yUndoOptions: { protectedNodes: new Set(['line', 'agendaItem', 'quote', 'codeBlock']) },
    }),
    steadyBinding,
    carets(parts.awareness, parts.me),
    Extension.create({
      name: 'reservedLines',
      addProseMirrorPlugins: () => [reservedLines(parts.awareness)],
    }),
    Extension.create({
      name: 'notesHands',
      priority: 2000,
      addProseMirrorPlugins: () => hands(parts),
    }),
  ];
}

/** The plugins that make typing into notes: keys, conversions, ids, instants, views. */
export function hands(parts: Omit<EditorParts, 'doc' | 'awareness' | 'me'>): Plugin[] {
  const { context, table } = parts;
  return [
    caretAtPress(),
    lineMemoryPlugin(),
    speakerMenuPlugin(context),
    suggestedSpeakerPlugin(context, parts.isReadOnly),
    termCompletion(context, parts.isReadOnly),
    tagMemoryPlugin(),
    leaderChord(table, context),
    tableKeys(table, () => context.settings()),
    typedConversions(context),
    correctionsPlugin(),
    findPlugin(),
    speakerClick(context),
    paste(context, parts.refusePaste),
    noteIds(() => context.newId()),
    lineInstants(
      () => context.now(),
      () => isTemplate(context),
    ),
    stampsOnLeave(context),
    actionReadings(context),
    agendaView(),
    agendaFitMarks(context),
    marginOffers({
      context,
      sources: offerSources,
      kept: parts.keptOffers,
      isReadOnly: parts.isReadOnly,
    }),
    new Plugin({
      key: new PluginKey('notesViews'),
      props: {
        // As the page's scroll padding: what ProseMirror scrolls itself stays clear of the bars, too.
        scrollThreshold: CLEAR,
        scrollMargin: CLEAR,
        nodeViews: {
          line: lineView(parts.roster, parts.clockText, context, offerView(context)),
          agendaItem: agendaItemView(context),
          stamp: stampView(parts.clockText),
          gap: gapView(parts.clockText),
          mention: mentionView(parts.roster),
        },
        attributes: (state) => editorAttributes(parts, speakerMenu(state)?.index ?? null),
      },
    }),
  ];
}

function editorAttributes(
  { label, listId, isReadOnly }: Pick<EditorParts, 'label' | 'listId' | 'isReadOnly'>,
  highlighted: number | null,
): Record<string, string> {
  const attributes: Record<string, string> = {
    'aria-label': `Notes for ${label}`,
    'aria-multiline': 'true',
    'aria-describedby': `${listId}-help`,
    class: 'cn-notes',
    spellcheck: 'true',
  };
  if (isReadOnly()) return { ...attributes, 'aria-readonly': 'true' };
  if (highlighted === null) return { ...attributes, 'aria-autocomplete': 'list' };
  return {
    ...attributes,
    'aria-autocomplete': 'list',
    'aria-controls': listId,
    'aria-activedescendant': `${listId}-${highlighted}`,
  };
}
