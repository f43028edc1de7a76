import { prisma, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** One fact about this installation; undefined when it was never set. Parse it: it is JSON of any shape. */
export async function readSetting(key: string, tx: Transaction = prisma()): Promise<unknown> {
  return (await tx.setting.findUnique({ where: { key } }))?.value;
}

/** Sets one fact about this installation. */
export async function writeSetting(
  key: string,
  value: Prisma.InputJsonValue,
  tx: Transaction = prisma(),
): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** Sets one fact about this installation unless it is set already. Of any number who try at once, one is told true. */
export async function claimSetting(
  key: string,
  value: Prisma.InputJsonValue,
  tx: Transaction = prisma(),
): Promise<boolean> {
  return (await tx.setting.createMany({ data: [{ key, value }], skipDuplicates: true })).count === 1;
}
