import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AppError } from '#lib/errors.ts';
import { UsageError } from './command.ts';

/** A file of notes as it came. */
export type SourceFile = { name: string; bytes: Uint8Array; text: string };

const LARGEST_BYTES = 10 * 1024 * 1024;

/**
 * Reads a file of notes; `-` is standard input.
 * @throws UsageError when it cannot be read, AppError `too_large` above 10 MiB, `invalid` when it is not UTF-8 text.
 */
export async function readSourceFile(file: string): Promise<SourceFile> {
  const bytes = file === '-' ? await buffer(process.stdin) : await readBytes(file);
  if (bytes.length > LARGEST_BYTES) {
    throw new AppError('too_large', { message: `${file} is larger than 10 MiB. Nothing was imported.` });
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    return { name: file === '-' ? 'standard-input.txt' : path.basename(file), bytes, text };
  } catch (cause) {
    const message = `${file} is not UTF-8 text. Save it as UTF-8 and import it again. Nothing was imported.`;
    throw new AppError('invalid', { message, cause });
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') throw new UsageError(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder; import takes one file.`);
    throw new UsageError(`${file} cannot be read: ${String(error)}`);
  }
}
