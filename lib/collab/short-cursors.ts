import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What is told of one person in a `cursors` message; `state` null when they left. */
export type ToldCursor = { clientId: number; clock: number; state: object | null };

// What is told: as JSON; a caret, whose anchor and head are one place; a selection.
const asJson = 0;
const asCaret = 1;
const asSelection = 2;

// What a place holds.
const hasType = 1;
const hasItem = 2;
const associatedBefore = 4;
const ownType = 8;
const ownItem = 16;
const allFlags = 31;

const number = '(0|[1-9][0-9]{0,14})';
const id = `(?:null|\\{"client":${number},"clock":${number}\\})`;
const place = `\\{"type":${id},"tname":null,"item":${id},"assoc":(0|-1)\\}`;
// Only what the editor writes, to the letter. It stands first, so that nothing can be a part of something else.
const stockCursor = new RegExp(`^"cursor":\\{"anchor":${place},"head":${place}\\}(?:,|$)`, 'u');
const groupsOfPlace = 5;

/**
 * What somebody shows, as `shown` of the wire's grammar: a cursor of the editor in binary, anything else as the JSON it is.
 * `members` are those of their state as JSON without braces; null when they left.
 */
export function shortState(clientId: number, members: string | null): Uint8Array {
  const found = members === null ? null : stockCursor.exec(members);
  return encoding.encode((encoder) => {
    if (members === null || found === null) {
      encoding.writeVarUint(encoder, asJson);
      encoding.writeVarString(encoder, members === null ? 'null' : `{${members}}`);
      return;
    }
    const [whole, ...groups] = found;
    const anchor = groups.slice(0, groupsOfPlace);
    const head = groups.slice(groupsOfPlace);
    const isCaret = anchor.every((part, index) => part === head[index]);
    encoding.writeVarUint(encoder, isCaret ? asCaret : asSelection);
    writePlace(encoder, clientId, anchor);
    if (!isCaret) writePlace(encoder, clientId, head);
    encoding.writeVarString(encoder, members.slice(whole.length));
  });
}

/**
 * The people of a `cursors` message whose type was read, with their states as they said them.
 * @throws Error when it does not follow the grammar.
 */
export function readCursors(decoder: decoding.Decoder): ToldCursor[] {
  const told: ToldCursor[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    told.push({ clientId, clock, state: readState(decoder, clientId) });
  }
  if (decoding.hasContent(decoder)) throw new Error('Something follows the end of the cursors.');
  return told;
}

function readState(decoder: decoding.Decoder, clientId: number): object | null {
  const shape = decoding.readVarUint(decoder);
  if (shape === asJson) return parseState(decoding.readVarString(decoder));
  if (shape > asSelection) throw new Error(`Cursors have no shape ${String(shape)}.`);
  const anchor = readPlace(decoder, clientId);
  const head = shape === asCaret ? { ...anchor } : readPlace(decoder, clientId);
  const others = decoding.readVarString(decoder);
  const cursor = { anchor, head };
  // A second cursor among the others is the one that counts, as in the JSON they come from.
  return others === '' ? { cursor } : { cursor, ...parseState(`{${others}}`) };
}

function parseState(json: string): object | null {
  const state: unknown = JSON.parse(json);
  if (typeof state !== 'object' || Array.isArray(state)) throw new Error('A presence is no object.');
  return state;
}

function writePlace(encoder: encoding.Encoder, own: number, parts: readonly (string | undefined)[]): void {
  const [typeClient, typeClock, itemClient, itemClock, assoc] = parts;
  const isOwn = (client: string | undefined): boolean => client === String(own);
  let flags = assoc === '0' ? 0 : associatedBefore;
  if (typeClient !== undefined) flags |= isOwn(typeClient) ? hasType | ownType : hasType;
  if (itemClient !== undefined) flags |= isOwn(itemClient) ? hasItem | ownItem : hasItem;
  encoding.writeVarUint(encoder, flags);
  writeId(encoder, isOwn(typeClient) ? undefined : typeClient, typeClock);
  writeId(encoder, isOwn(itemClient) ? undefined : itemClient, itemClock);
}

function writeId(encoder: encoding.Encoder, client: string | undefined, clock: string | undefined): void {
  if (client !== undefined) encoding.writeVarUint(encoder, Number(client));
  if (clock !== undefined) encoding.writeVarUint(encoder, Number(clock));
}

function readPlace(decoder: decoding.Decoder, own: number): object {
  const flags = decoding.readVarUint(decoder);
  const unowned =
    ((flags & ownType) !== 0 && (flags & hasType) === 0) ||
    ((flags & ownItem) !== 0 && (flags & hasItem) === 0);
  if (flags > allFlags || unowned) throw new Error(`A place has no flags ${String(flags)}.`);
  const readId = (has: number, isOwn: number): object | null => {
    if ((flags & has) === 0) return null;
    const client = (flags & isOwn) === 0 ? decoding.readVarUint(decoder) : own;
    return { client, clock: decoding.readVarUint(decoder) };
  };
  const type = readId(hasType, ownType);
  const item = readId(hasItem, ownItem);
  return { type, tname: null, item, assoc: (flags & associatedBefore) === 0 ? 0 : -1 };
}
