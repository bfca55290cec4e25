import { crc32, inflateRawSync } from 'node:zlib';
import type { ManifestRejection, RejectionKind } from '@sluice/model';
import {
  allowedExtras,
  demand,
  LayoutError,
  readCentralDirectory,
  readData,
  STREAMED,
} from './zip-layout.ts';
import type { ZipEntry } from './zip-layout.ts';

/** What the archive has to be. Sizes in bytes. */
export interface ExpectedFile {
  /** Name of the one entry: no directories. */
  readonly name: string;
  /** Of the whole archive. */
  readonly maxCompressed: number;
  readonly maxInflated: number;
}

export type SingleFile =
  | { readonly ok: true; readonly content: Buffer }
  | { readonly ok: false; readonly rejection: ManifestRejection };

const STORED = 0;
const DEFLATED = 8;
const UTF8_NAME = 1 << 11;
/** How hard the writer tried to compress: means nothing to the reader. */
const DEFLATE_OPTIONS = (1 << 1) | (1 << 2);
const REGULAR_FILE = 0o10;
const DIRECTORY_ATTRIBUTE = 0x10;

/**
 * The content of a zip archive that holds exactly one file of a known name, and nothing else in any form. It never
 * writes: with an archive from a job of somebody else a general unzip would decide names, places and sizes by what that
 * job wrote (CVE-2024-42471).
 */
export function readSingleFile(zip: Buffer, expected: ExpectedFile): SingleFile {
  const { maxCompressed, maxInflated } = expected;
  if (zip.length > maxCompressed)
    return refused(
      'archive-too-large',
      'size of the archive',
      `at most ${maxCompressed} bytes`,
      `${zip.length} bytes`,
    );
  try {
    const { entry, directoryAt } = readCentralDirectory(zip);
    checkEntry(entry, expected.name);
    if (entry.inflated > maxInflated)
      return refused(
        'archive-too-large',
        'size of the file',
        `at most ${maxInflated} bytes`,
        `${entry.inflated} bytes`,
      );
    const content = inflate(entry, readData(zip, entry, directoryAt));
    demand(crc32(content) === entry.crc, 'the checksum does not fit');
    return { ok: true, content };
  } catch (error) {
    // A read beyond the end is a RangeError: the archive is cut off somewhere.
    if (!(error instanceof LayoutError || error instanceof RangeError)) throw error;
    const actual = error instanceof LayoutError ? error.message : 'it is cut off';
    return refused('archive-invalid', 'archive', `a zip archive with just the file ${expected.name}`, actual);
  }
}

function checkEntry({ name, flags, method, mode, attributes, extras }: ZipEntry, expected: string): void {
  demand(name.equals(Buffer.from(expected, 'utf8')), 'its file has another name');
  demand((flags & ~(STREAMED | UTF8_NAME | DEFLATE_OPTIONS)) === 0, 'it is encrypted or of an unknown kind');
  demand(method === STORED || method === DEFLATED, `it is compressed by method ${method}`);
  const type = mode >> 12;
  demand(type === 0 || type === REGULAR_FILE, 'its entry is no plain file');
  demand((attributes & DIRECTORY_ATTRIBUTE) === 0, 'its entry is a directory');
  demand(allowedExtras(extras), 'an extra field is not allowed');
}

/** Never more bytes than the entry declares, which was compared with the limit before. */
function inflate({ method, inflated, compressed }: ZipEntry, data: Buffer): Buffer {
  if (method === STORED) {
    demand(compressed === inflated, 'it is stored, and the sizes differ');
    return Buffer.from(data);
  }
  const content = inflateBounded(data, inflated);
  demand(content !== null && content.length === inflated, 'it does not inflate to the size that it declares');
  return content!;
}

function inflateBounded(data: Buffer, most: number): Buffer | null {
  try {
    // With `info` the answer tells how much of the input was used: nothing may hide behind the end of the stream.
    const { buffer, engine } = inflateRawSync(data, {
      maxOutputLength: Math.max(1, most),
      info: true,
    }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
    return engine.bytesWritten === data.length ? buffer : null;
  } catch {
    return null;
  }
}

function refused(kind: RejectionKind, field: string, expected: string, actual: string): SingleFile {
  return { ok: false, rejection: { kind, field, expected, actual } };
}
