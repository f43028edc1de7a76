/** Who takes the notes of a call, and who would instead. */
export type NotesHands = { notetakerId: string | null; backupId: string | null };

/**
 * Who takes the notes when the notetaker cannot: the backup, else whose turn is next; the one who cannot goes behind all
 * others. Null when there is nobody else.
 * @param able ids of those who can, whose turn is next first.
 */
export function passNotes(able: readonly string[], { notetakerId, backupId }: NotesHands): NotesHands | null {
  const others = behind(able, notetakerId).filter((id) => id !== notetakerId);
  const [first] = others;
  const next = backupId !== null && others.includes(backupId) ? backupId : first;
  if (next === undefined) return null;
  const rest = behind(others, next).filter((id) => id !== next);
  const last = notetakerId !== null && able.includes(notetakerId) ? [notetakerId] : [];
  return { notetakerId: next, backupId: [...rest, ...last][0] ?? null };
}

/** The same ring, beginning behind one of them. */
function behind(ring: readonly string[], id: string | null): string[] {
  const at = id === null ? -1 : ring.indexOf(id);
  return [...ring.slice(at + 1), ...ring.slice(0, at + 1)];
}
