/** What a line of a call stands for: an action or a placeholder of an earlier one, as it is there now. */
export type LineOrigin = {
  kind: 'action' | 'placeholder';
  /** The line it was born in. */
  callId: string;
  lineId: string;
  /** Number of that call. */
  number: number;
  /** How long ago that was when this call began, such as `4 weeks`; null within a day, or when nobody knows. */
  age: string | null;
  /** Address of the line; null for those who may not read that call. */
  href: string | null;
  owner: string | null;
  due: string | null;
  /** Whether the action is done, or the placeholder written. */
  done: boolean;
};

/** That an agenda item was carried over. */
export type ItemOrigin = {
  /** Such as `carried since #30, third time`. */
  words: string;
  /** Address of the item of the call before; null when it is gone, or the reader may not read that call. */
  href: string | null;
};

/** Where blocks of a call come from, by the ids they have in it. */
export type CallOrigins = {
  lines: Readonly<Record<string, LineOrigin>>;
  items: Readonly<Record<string, ItemOrigin>>;
};

export const noOrigins: CallOrigins = { lines: {}, items: {} };
