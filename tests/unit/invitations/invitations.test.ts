import { describe, expect, it } from 'vitest';
import { invitationEnd } from '#lib/invitations/invitation-terms.ts';
import { maskedAddress } from '#lib/invitations/masked-address.ts';
import { splitAddresses } from '#lib/invitations/split-addresses.ts';
import { seriesRoles } from '#lib/policy/access.ts';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import { invitationMail } from '#server/mail/invitation-mail.ts';

describe('addresses typed into one field', () => {
  it.each<[string, string[]]>([
    ['ada@example.org', ['ada@example.org']],
    [' ada@example.org \r\n\n bo@example.org', ['ada@example.org', 'bo@example.org']],
    [
      'ada@example.org, bo@example.org; ivo@example.org',
      ['ada@example.org', 'bo@example.org', 'ivo@example.org'],
    ],
    ['Ada Berg <ada@example.org>\n"Bo" <bo@example.org>', ['ada@example.org', 'bo@example.org']],
    ['ada@example.org\nADA@example.org', ['ada@example.org']],
    ['Ada\nnobody at all', ['Ada', 'nobody at all']],
    [' \n, ;', []],
  ])('%j are %j', (text, addresses) => {
    expect(splitAddresses(text)).toEqual(addresses);
  });
});

it.each([
  ['ada@example.org', 'a…@example.org'],
  ['"odd@name"@example.org', '"…@example.org'],
  ['𝒶da@example.org', '𝒶…@example.org'],
])('the address %s is shown to others as %s', (email, masked) => {
  expect(maskedAddress(email)).toBe(masked);
});

it('an invitation ends so many times 24 hours after it was made', () => {
  expect(invitationEnd(new Date('2026-03-28T12:00:00Z'), 7).toISOString()).toBe('2026-04-04T12:00:00.000Z');
});

it.each(seriesRoles)(
  'the mail to a new %s says who invites to what, as what, until when, and has the link',
  (role) => {
    const { subject, text } = invitationMail({
      seriesTitle: 'Harbour Team',
      role,
      invitedBy: 'Rosa Quill',
      expiresAt: new Date('2026-06-29T12:00:00Z'),
      link: 'https://notes.example.org/invitation/secret',
    });
    expect(subject).toBe('Rosa Quill invites you to Harbour Team');
    expect(text).toMatch(new RegExp(`as an? ${role}, who `, 'u'));
    expect(text).toContain('\nhttps://notes.example.org/invitation/secret\n');
    expect(text).toContain('ends on Mon 29 Jun 2026, 12:00 UTC');
  },
);

describe('the colour of a speaker', () => {
  it('is the one that was chosen, else follows the number, else the id', () => {
    expect(speakerColor({ id: 'p', number: 3, colour: 6 })).toBe(6);
    expect(speakerColor({ id: 'p', number: 3, colour: null })).toBe(2);
    expect(speakerColor({ id: 'p', number: 3 })).toBe(2);
    expect(speakerColor({ id: 'p', number: 3, colour: 8 })).toBe(2);
    expect(speakerColor({ id: 'p', number: null, colour: 0 })).toBe(0);
  });
});
