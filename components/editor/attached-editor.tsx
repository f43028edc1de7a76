'use client';

import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { ChordHint } from './toolbar/chord-hint.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import { BarState } from './toolbar/bar-state.tsx';
import { withOwnKeys } from '#lib/keys/key-clashes.ts';
import { keyText } from '#lib/keys/key-text.ts';
import { CorrectionBar } from './correction-bar.tsx';
import { ReadOutSwitch } from './announce/read-out-switch.ts';
import { CoverBanner } from './cover/cover-banner.tsx';
import { CoverDesk } from './cover/cover-desk.ts';
import { useLineListener } from './announce/use-line-listener.ts';
import { noOrigins } from '#lib/carry-over/origins.ts';
import type { ActionDone, ItemVotes } from '#lib/collab/call-state.ts';
import type { CallStatus } from '#lib/policy/access.ts';
import { LiveLength } from './agenda/live-length.tsx';
import { VoteSource } from './agenda/vote-source.ts';
import { CallSource, type CallNews } from './engine/call-source.ts';
import { plainClock } from './engine/clock-text.ts';
import type { NotesContext } from './engine/notes-context.ts';
import { SettingsSource } from './engine/settings-source.ts';
import type { NotesSession } from './collab/notes-session.ts';
import { editorExtensions } from './extensions.ts';
import { HelpCard } from './help/help-card.tsx';
import { usePageKeys } from './help/use-page-keys.ts';
import type { KeyBinding } from './keys/key-binding.ts';
import { bindingOf, keyTable } from './keys/key-table.ts';
import { keptOffers } from './offers/kept-offers.ts';
import { LeftOpen } from './offers/left-open.tsx';
import type { NotesEditorProps } from './notes-editor-props.ts';
import type { BarPanel } from './panels/editor-panel.ts';
import { OpenPanel } from './panels/open-panel.tsx';
import { LineBar } from './phone/line-bar.tsx';
import { usePhone } from './phone/use-phone.ts';
import { readCaret } from './engine/read-caret.ts';
import { SpeakerList } from './speaker-list.tsx';
import { RosterSource } from './views/roster-source.ts';

type AttachedEditorProps = {
  session: NotesSession;
  call: NotesEditorProps;
  canWrite: boolean;
  /** The call's state, as the server said last. */
  callStatus: CallStatus | null;
  /** Who wants which item, as the server said last; null before it said anything. */
  itemVotes: readonly ItemVotes[] | null;
  /** Whether actions are done, as the server said last; null before it said anything. */
  ticks: readonly ActionDone[] | null;
  announce: (text: string) => void;
  readOut: (lines: string[]) => void;
};

/** The editor of a document that is here. It is made once for its session and never fills anything in. */
export function AttachedEditor({
  session,
  call,
  canWrite,
  callStatus,
  itemVotes,
  ticks,
  announce,
  readOut,
}: AttachedEditorProps) {
  const listId = `speakers-${useId().replaceAll(':', '')}`;
  const [panel, setPanel] = useState<BarPanel | null>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const afterNotes = useRef<HTMLParagraphElement>(null);
  const writable = useRef(canWrite);
  const phone = usePhone();
  const [kept] = useState(() => keptOffers(call.callId, call.me.userId));
  const mac = useMemo(() => /mac|iphone|ipad/i.test(navigator.platform), []);
  const [roster] = useState(() => new RosterSource(call.roster));
  useEffect(() => {
    roster.set(call.roster);
  }, [roster, call.roster]);

  const [settings] = useState(() => new SettingsSource(call.settings));
  useEffect(() => {
    settings.set(call.settings);
  }, [settings, call.settings]);

  const [readOutSwitch] = useState(() => new ReadOutSwitch(() => settings.get().announceLines));
  const [desk] = useState(() => new CoverDesk({ session, me: call.me.userId, announce }));
  const { terms, mayAdd } = call.glossary;
  const template = call.kind === 'template';
  const news: CallNews = useMemo(
    () => ({
      template,
      status: callStatus,
      terms,
      mayAddTerms: mayAdd,
      origins: call.origins ?? noOrigins,
      ticks: ticks ?? [],
    }),
    [template, callStatus, terms, mayAdd, call.origins, ticks],
  );
  const [source] = useState(() => new CallSource(news));
  useEffect(() => {
    source.set(news);
  }, [source, news]);

  const [votes] = useState(
    () => new VoteSource({ me: call.me.userId, send: (command) => session.command(command), announce }),
  );
  const planned = callStatus === 'planned' && !template;
  useEffect(() => {
    votes.set(itemVotes ?? [], planned && call.mayPropose === true);
  }, [votes, itemVotes, planned, call.mayPropose]);

  const context = useMemo<NotesContext>(
    () => ({
      callId: call.callId,
      seriesId: call.seriesId,
      zone: call.zone,
      startsAt: call.startsAt,
      heldOn: call.heldOn,
      lengthMinutes: call.lengthMinutes ?? null,
      nextCallAt: call.nextCallAt,
      roster: () => roster.get(),
      call: source,
      votes,
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
      settings: () => settings.get(),
      proposer: () => (source.get().status === 'planned' ? (call.proposesAs ?? null) : null),
      openPanel: (wanted) => {
        if (wanted.kind === 'help') setHelpOpen(true);
        else setPanel(wanted);
      },
      announce,
      readsOut: () => readOutSwitch.on,
      setReadsOut: (on) => {
        readOutSwitch.switchTo(on);
      },
      cover: () => {
        desk.press();
      },
      tick: (action) => session.command({ kind: 'tick', ...action }),
    }),
    [
      announce,
      session,
      call.callId,
      call.seriesId,
      call.startsAt,
      call.heldOn,
      call.lengthMinutes,
      call.nextCallAt,
      call.proposesAs,
      call.zone,
      roster,
      source,
      votes,
      settings,
      readOutSwitch,
      desk,
    ],
  );
  const table = useMemo(
    () =>
      keyTable({
        context,
        leave: () => {
          afterNotes.current?.focus();
          return true;
        },
      }),
    [context],
  );
  const ownTable = useMemo(() => withOwnKeys(table, call.settings), [table, call.settings]);

  const editor = useEditor(
    {
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      editable: canWrite,
      enablePasteRules: false,
      enableContentCheck: true,
      onContentError: () => {
        session.outdate();
      },
      extensions: editorExtensions({
        doc: session.doc,
        awareness: session.provider.awareness,
        me: call.me,
        context,
        roster,
        table,
        keptOffers: kept,
        label: call.callLabel,
        listId,
        isReadOnly: () => !writable.current,
        clockText: plainClock(call.zone),
        refusePaste: setNotice,
      }),
    },
    [session],
  );

  useEffect(() => {
    writable.current = canWrite;
    if (editor !== null && editor.isEditable !== canWrite) editor.setEditable(canWrite, false);
  }, [editor, canWrite]);
  useEffect(() => (editor === null ? undefined : session.onOutdated(() => { editor.destroy(); })), [editor, session]); // prettier-ignore

  usePageKeys(editor, ownTable);
  useEffect(() => (editor === null ? undefined : session.onBeforeChange(() => { readCaret(editor.view); })), [editor, session]); // prettier-ignore
  useLineListener({ editor: template ? null : editor, session, context, roster, readOut });

  if (editor === null) return null;
  return (
    <div className="cn-editor" data-readonly={canWrite ? undefined : 'true'}>
      {canWrite ? (
        <div className="cn-bar">
          <BarState session={session} />
          <Toolbar
            editor={editor}
            table={ownTable}
            mac={mac}
            lengthMinutes={call.lengthMinutes ?? null}
            phone={phone}
            mayAddTerms={mayAdd}
            template={template}
            underWay={callStatus === 'live' || callStatus === 'review'}
          />
          {template ? null : (
            <CoverBanner
              editor={editor}
              session={session}
              desk={desk}
              me={call.me.userId}
              announce={announce}
            />
          )}
          <ChordHint editor={editor} table={ownTable} />
          {panel === null ? null : (
            <OpenPanel
              panel={panel}
              editor={editor}
              context={context}
              call={call}
              close={() => {
                setPanel(null);
              }}
            />
          )}
          {panel === null ? <CorrectionBar editor={editor} /> : null}
          {notice === null ? null : (
            <p role="alert" className="cn-notice">
              {notice}{' '}
              <button
                type="button"
                className="cn-small-button"
                onClick={() => {
                  setNotice(null);
                }}
              >
                Close
              </button>
            </p>
          )}
        </div>
      ) : null}
      {helpOpen ? (
        <HelpCard
          table={ownTable}
          mac={mac}
          close={() => {
            setHelpOpen(false);
            // The browser gives the focus back, but not the caret.
            if (editor.view.hasFocus()) editor.view.focus();
          }}
        />
      ) : null}
      {canWrite && callStatus === 'review' ? (
        <LeftOpen editor={editor} context={context} kept={kept} />
      ) : null}
      {planned || template ? (
        <LiveLength
          editor={editor}
          context={context}
          lengthMinutes={call.lengthMinutes ?? null}
          mayOrder={canWrite && planned && call.managesRoster}
        />
      ) : null}
      <div className="cn-page">
        <EditorContent editor={editor} />
        <SpeakerList editor={editor} context={context} roster={roster} listId={listId} />
      </div>
      {canWrite && phone && !template ? (
        <LineBar editor={editor} context={context} roster={roster} table={ownTable} />
      ) : null}
      <p ref={afterNotes} tabIndex={-1} className="cn-after">
        You left the notes. Tab goes on, Shift+Tab goes back.
      </p>
      <p id={`${listId}-help`} className="sr-only">
        {canWrite
          ? `Begin a line with a name and a colon for the speaker, or with first letters, a number or a question mark and Tab. Tab on a new line takes the suggested speaker. ${helpKeys(ownTable, mac)}Escape leaves the notes.`
          : 'Read-only.'}
      </p>
    </div>
  );
}

function helpKeys(table: readonly KeyBinding[], mac: boolean): string {
  const [key] = bindingOf(table, 'notes.help').keys ?? [];
  return key === undefined ? '' : `${keyText(key, mac)} shows all keys. `;
}
