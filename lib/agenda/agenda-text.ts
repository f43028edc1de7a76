/** What is told of an agenda item where there is only plain text. */
export type AgendaTextItem = {
  /** Computed number, such as `2` or `2a`. */
  key: string;
  level: number;
  title: string;
  minutes: number | null;
  proposer: string | null;
};

/**
 * An agenda as plain text, an item to a line in the order of the agenda: `2a. Relay, 10 min, proposed by Mara`. Empty for
 * an agenda without items.
 * @param options.proposers whether it says who proposed an item.
 */
export function agendaText(items: readonly AgendaTextItem[], options: { proposers: boolean }): string {
  return items.map((item) => itemText(item, options.proposers)).join('\n');
}

function itemText({ key, level, title, minutes, proposer }: AgendaTextItem, proposers: boolean): string {
  const parts = [title.trim() === '' ? 'No title yet' : title.trim()];
  if (minutes !== null) parts.push(`${String(minutes)} min`);
  if (proposers && proposer !== null && proposer !== '') parts.push(`proposed by ${proposer}`);
  return `${level > 1 ? '   ' : ''}${key}. ${parts.join(', ')}`;
}
