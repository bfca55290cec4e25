import { readFile, stat } from 'node:fs/promises';
import { readSingleFile, type SingleFile } from '@sluice/adapters/archive/read-single-file';
import { Fault, MANIFEST_FILE } from '@sluice/model';

/** A bundle has the statement in base64, and the certificate and log entry around it. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The bundle in a file, or in the archive that GitHub gives for the artifact. */
export async function readBundleFile(file: string): Promise<SingleFile> {
  const bytes = await readBytes(file);
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return { ok: true, content: bytes };
  return readSingleFile(bytes, {
    name: MANIFEST_FILE,
    maxCompressed: MOST_BYTES,
    maxInflated: MOST_BYTES,
  });
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size <= MOST_BYTES) return await readFile(file);
  } catch (error) {
    throw unreadable(file, 'cannot be read', error);
  }
  throw unreadable(file, `is larger than ${MOST_BYTES} bytes`);
}

function unreadable(file: string, why: string, cause?: unknown): Fault {
  return new Fault(
    'FILE_UNREADABLE',
    `The file ${JSON.stringify(file)} ${why}.`,
    `Name the ${MANIFEST_FILE} of a run, or its artifact.`,
    cause,
  );
}
