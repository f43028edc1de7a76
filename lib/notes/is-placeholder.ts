const LONGEST_PLACEHOLDER = 80;

const THING = '(?:the |full |more )?(?:minutes|notes|details|summary|write-?up|text)';
const FORMS = [
  `${THING} (?:will |are |is )?(?:to )?(?:follow|come)(?: later| soon)?`,
  `${THING} (?:tbd|tba|tbc|missing|pending|to be (?:added|completed|confirmed|done|written))`,
  `(?:this (?:item|part|section) (?:was|is) )?not (?:yet )?(?:minuted|noted|recorded|written up)`,
  `no (?:minutes|notes) (?:were )?taken`,
  `tb[acd]|to ?do`,
  `to (?:follow|come)|to be (?:added|announced|completed|confirmed|continued|determined|discussed|filled in|written)`,
  `coming soon|fill (?:this|me) in`,
];
const PLACEHOLDER = new RegExp(`^(?:${FORMS.join('|')})$`);

/**
 * Whether a line only holds the place of notes that are still to be written, such as `Minutes to follow`,
 * `(Not minuted.)` or `TBD`. Brackets, emphasis marks, case and closing punctuation do not matter.
 */
export function isPlaceholder(text: string): boolean {
  if (text.length > LONGEST_PLACEHOLDER) return false;
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s()[\]{}*_~<>]+/u, '')
    .replace(/[\s()[\]{}*_~<>.:!…]+$/u, '')
    .replace(/\s+/gu, ' ');
  return PLACEHOLDER.test(bare);
}
