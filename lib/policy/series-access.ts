import type { Actor, SeriesRole, Visibility } from './access.ts';

/** What policy needs to know about a series and the actor's tie to it. */
export type SeriesFacts = { visibility: Visibility; role: SeriesRole | null };

export type SeriesAccess = {
  read: boolean;
  /** New terms in the glossary. */
  addTerms: boolean;
  /** New calls, settings, roster, members; terms corrected and removed. */
  manage: boolean;
};

/** What an actor may do with a series; guests have only the calls they came in to. */
export function seriesAccess(actor: Actor, series: SeriesFacts): SeriesAccess {
  const user = actor.kind === 'user' && !actor.guest ? actor : null;
  const manage = user !== null && (user.instanceOwner || series.role === 'owner' || series.role === 'chair');
  const member = user !== null && series.role !== null;
  return {
    manage,
    addTerms: manage || (member && series.role !== 'reader'),
    read: manage || member || series.visibility === 'public',
  };
}
