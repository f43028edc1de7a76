/** What typing alone does at a line's start, inside a line and in an agenda item. */
export const typedRules: readonly { typed: string; does: string }[] = [
  { typed: 'Enter', does: 'always makes a line, whatever list is open' },
  { typed: 'Tab on a new line', does: 'takes the faint name as the speaker; any letter replaces it' },
  { typed: 'o Tab', does: 'takes the best match, the person who spoke last first; ↓ goes to the next match' },
  { typed: '3 Tab', does: 'takes the person with that number in the margin' },
  { typed: 'andre:', does: 'takes exactly that name, also where a longer one begins with it' },
  { typed: 'Femke van Dijk:', does: 'a full name that is new joins the roster' },
  { typed: '? Tab', does: 'an unknown voice; naming it later repairs all its lines' },
  { typed: '… or ...', does: 'a gap: something was missed, at the time now less your typing lag' },
  { typed: '14:12', does: 'at a line’s start or end, or beside a gap, is a time of the call' },
  {
    typed: 's/old/new/ Enter',
    does: 'on a line of its own corrects the latest match above, shown with undo',
  },
  { typed: '(10m)', does: 'in an agenda item is its timebox' },
  { typed: 'Backspace', does: 'right after any of these gives back what you typed' },
];
