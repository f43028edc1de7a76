import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '#lib/notes/is-placeholder.ts';

describe('isPlaceholder', () => {
  it.each([
    'Minutes to follow',
    'minutes to follow.',
    'Notes will follow later',
    '(Not minuted.)',
    '[not yet minuted]',
    'TBD',
    '_tbd_',
    'TBA…',
    'To be completed',
    'Notes to be added',
    'TODO',
    '**Details to follow**',
  ])('says that %j holds the place of notes', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each([
    '',
    'none',
    'Minutes of the last call to follow up on',
    'TBD by the platform team',
    'We need to follow the spec',
    'I will follow up',
    `${'minutes '.repeat(40)}to follow`,
    'No',
  ])('says that %j is text of its own', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});
