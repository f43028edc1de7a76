import 'server-only';
import { cache } from 'react';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { callAccess } from '#server/auth/call-access.ts';
import { findTemplate, type Template } from '#server/db/templates.ts';
import { ensureTemplate } from '#server/planning/ensure-template.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { editorSettingsView } from './editor-settings-view.ts';
import { notesView, type NotesView } from './notes-view.ts';
import { readableSeries } from './readable-series.ts';

export type TemplateView = {
  seriesId: string;
  slug: string;
  seriesTitle: string;
  access: SeriesAccess;
  zone: string;
  /** How long the calls of the series are, in minutes. */
  lengthMinutes: number;
  /** Null while nobody who runs the series has made one. */
  template: (Template & { notes: NotesView; canWrite: boolean; readOnlyReason: string | null }) | null;
  me: { userId: string; name: string; settings: EditorSettings } | null;
};

/**
 * The template of a series, which is made at the first visit of somebody who may change it; null when there is no such
 * series whose template the asker may read.
 */
export const templateView = cache(async (slug: string): Promise<TemplateView | null> => {
  const found = await readableSeries(slug);
  if (found === null || !found.access.readTemplate) return null;
  const { series, access, actor } = found;
  const userId = actor.kind === 'user' ? actor.userId : null;
  const template = access.manage ? await ensureTemplate(series.id, userId) : await findTemplate(series.id);
  const allowed = template === null ? null : await callAccess(actor, template.callId);
  const [notes, settings] = await Promise.all([
    allowed === null || !allowed.access.read ? null : notesView(allowed),
    editorSettingsView(),
  ]);
  return {
    seriesId: series.id,
    slug: series.slug,
    seriesTitle: series.title,
    access,
    zone: series.zone,
    lengthMinutes: series.lengthMinutes,
    template:
      template === null || allowed === null || notes === null
        ? null
        : {
            ...template,
            notes,
            canWrite: allowed.access.writeDocument,
            readOnlyReason: allowed.access.readOnlyReason,
          },
    me:
      actor.kind === 'user' && settings !== null
        ? { userId: actor.userId, name: actor.name, settings }
        : null,
  };
});
