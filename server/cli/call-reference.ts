import { AppError } from '#lib/errors.ts';
import { findCall } from '#server/db/calls.ts';
import { UsageError } from './command.ts';

/** A call as a person writes it. */
export type CallReference = { series: string; number: number };

/**
 * Reads `SERIES/NUMBER`.
 * @throws UsageError when it is anything else.
 */
export function parseCallReference(text: string): CallReference {
  const match = /^(?<series>[^/]+)\/(?<number>\d{1,9})$/u.exec(text.trim());
  const { series, number } = match?.groups ?? {};
  if (series === undefined || number === undefined) {
    throw new UsageError(`"${text}" is not a call: write it as SERIES/NUMBER, such as core-dev/33.`);
  }
  return { series: series.toLowerCase(), number: Number(number) };
}

/**
 * The call of a reference, with its series.
 * @throws AppError `not_found` when there is none.
 */
export async function requireCall({
  series,
  number,
}: CallReference): Promise<NonNullable<Awaited<ReturnType<typeof findCall>>>> {
  const call = await findCall(series, number);
  if (call === null) {
    throw new AppError('not_found', {
      message: `There is no call ${series}/${String(number)}. Nothing was changed.`,
    });
  }
  return call;
}
