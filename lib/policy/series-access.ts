import { seriesRoles, type Actor, type SeriesRole, type Visibility } from './access.ts';

/** What policy needs to know about a series and the actor's tie to it. */
export type SeriesFacts = { visibility: Visibility; role: SeriesRole | null };

export type SeriesAccess = {
  read: boolean;
  /** Who its members are; their addresses only with `invite`. */
  seeMembers: boolean;
  /** New terms in the glossary. */
  addTerms: boolean;
  /** Inviting people; which roles they may get stands in `grants`. */
  invite: boolean;
  /** The roster: names, aliases, initials, colours, who is whom. */
  editRoster: boolean;
  /** Items put forward for a call, and those of the parking lot put on an agenda. */
  propose: boolean;
  /** The template of its calls. */
  readTemplate: boolean;
  /** New calls, settings, roster; terms corrected and removed. */
  manage: boolean;
  /** Removing the whole series with all its calls. */
  remove: boolean;
  /** The roles that may be given to others, by invitation too, and taken from them, the highest first. */
  grants: readonly SeriesRole[];
};

/** The verbs that are yes or no. */
export type SeriesRight = Exclude<keyof SeriesAccess, 'grants'>;

const chairGrants: readonly SeriesRole[] = ['participant', 'reader'];

/** What an actor may do with a series; guests have only the calls they came in to. */
export function seriesAccess(actor: Actor, series: SeriesFacts): SeriesAccess {
  const user = actor.kind === 'user' && !actor.guest ? actor : null;
  const owner = user !== null && (user.instanceOwner || series.role === 'owner');
  const manage = owner || (user !== null && series.role === 'chair');
  const member = user !== null && series.role !== null;
  return {
    manage,
    remove: owner,
    invite: manage,
    editRoster: manage,
    grants: owner ? seriesRoles : manage ? chairGrants : [],
    seeMembers: manage || member,
    addTerms: manage || (member && series.role !== 'reader'),
    propose: manage || (member && series.role !== 'reader'),
    readTemplate: manage || member,
    read: manage || member || series.visibility === 'public',
  };
}
