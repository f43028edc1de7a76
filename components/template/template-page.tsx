import { NotesArticle } from '#components/call/notes-article.tsx';
import { NotesPlace } from '#components/call/notes-place.tsx';
import { SAVE_STATE_SLOT, type NotesEditorProps } from '#components/editor/notes-editor-props.ts';
import { SeriesPageHeader } from '#components/series/series-page-header.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { TemplateView } from '#server/queries/template-view.ts';

/** What every new call of a series begins with, in the editor of the notes. */
export function TemplatePage({ view }: { view: TemplateView }) {
  const { slug, seriesTitle, template } = view;
  return (
    <>
      <SeriesPageHeader
        series={{ slug, title: seriesTitle }}
        access={view.access}
        page="template"
        title="Template"
        lead={
          <>
            Each new call of this series begins with these items; calls that are planned already stay as they
            are. <span id={SAVE_STATE_SLOT} className="contents" />
          </>
        }
      />
      {template === null ? (
        <EmptyState title="No template yet">
          The standing items of this series will stand here once its owner or chair has written them.
        </EmptyState>
      ) : (
        <div className="max-w-3xl">
          <TemplateNotes view={view} template={template} />
        </div>
      )}
    </>
  );
}

type TemplateNotesProps = { view: TemplateView; template: NonNullable<TemplateView['template']> };

function TemplateNotes({ view, template }: TemplateNotesProps) {
  const article = (
    <NotesArticle
      notes={template.notes}
      intro=""
      outro=""
      label={`Template of ${view.seriesTitle}`}
      prompts
      date={{ startsAt: null, heldOn: null, zone: view.zone }}
    />
  );
  if (view.me === null) return article;
  return (
    <NotesPlace editor={editorProps(view, template, view.me)}>
      {template.canWrite ? <div className="notes-bar-room" aria-hidden="true" /> : null}
      {template.readOnlyReason === null ? null : <Notice>{template.readOnlyReason}</Notice>}
      {article}
    </NotesPlace>
  );
}

function editorProps(
  view: TemplateView,
  template: TemplateNotesProps['template'],
  me: NonNullable<TemplateView['me']>,
): NotesEditorProps {
  return {
    kind: 'template',
    callId: template.callId,
    callLabel: `the template of ${view.seriesTitle}`,
    lineage: template.lineage,
    zone: view.zone,
    startsAt: null,
    heldOn: null,
    nextCallAt: null,
    roster: [],
    seriesId: view.seriesId,
    glossary: { terms: [], mayAdd: false },
    me: {
      userId: me.userId,
      name: me.name,
      color: `var(--speaker-${String(speakerColor({ id: me.userId, number: null }))})`,
    },
    managesRoster: false,
    canWrite: template.canWrite,
    readOnlyReason: template.readOnlyReason,
    lengthMinutes: view.lengthMinutes,
    settings: me.settings,
  };
}
