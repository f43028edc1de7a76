/** Who somebody in a call's room is, as everybody else sees it. The server writes it from the session. */
export type PresenceUser = {
  name: string;
  /** A CSS colour, the same for one person everywhere. */
  color: string;
  role: 'notetaker' | 'writer' | 'reader';
};

/** Dark enough for white text and light enough on a dark page; told apart by people who confuse red and green. */
const colors = [
  '#2f6fb3',
  '#b3541e',
  '#5b7a1f',
  '#8a4fae',
  '#0f7f82',
  '#b0405f',
  '#7a6410',
  '#5a63c4',
] as const;

/** The colour of a person, always the same for the same id. */
export function presenceColor(userId: string): string {
  let hash = 0;
  for (let index = 0; index < userId.length; index += 1) {
    hash = (Math.imul(hash, 31) + userId.charCodeAt(index)) >>> 0;
  }
  return colors[hash % colors.length] ?? colors[0];
}
