import ICAL from 'ical.js';

// The parser knows RFC 5545; the name of a calendar came with RFC 7986, as a text.
ICAL.design.icalendar.property.name = { defaultType: 'text' };

/**
 * What somebody else's parser reads in a calendar.
 *
 * @param {string} text
 * @returns {{ name: string | null, refreshSeconds: number | null, events: CalendarEvent[] }}
 *
 * @typedef {object} CalendarEvent
 * @property {string} uid
 * @property {number} sequence
 * @property {string} status
 * @property {string} transparency
 * @property {string} stampedAt
 * @property {string} startsAt
 * @property {string} endsAt
 * @property {string} zone
 * @property {string} title
 * @property {string | null} description
 * @property {string} url
 */
export function readCalendar(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const instant = (time) => time.toJSDate().toISOString();
  return {
    name: calendar.getFirstPropertyValue('name'),
    refreshSeconds: calendar.getFirstPropertyValue('refresh-interval')?.toSeconds() ?? null,
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      const value = (name) => component.getFirstPropertyValue(name);
      return {
        uid: event.uid,
        sequence: event.sequence,
        status: value('status'),
        transparency: value('transp'),
        stampedAt: instant(value('dtstamp')),
        startsAt: instant(event.startDate),
        endsAt: instant(event.endDate),
        zone: event.startDate.zone.tzid,
        title: event.summary,
        description: event.description,
        url: value('url'),
      };
    }),
  };
}
