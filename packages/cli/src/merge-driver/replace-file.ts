import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';

/** Whole or not at all: half a file would be taken for the result. */
export function replaceFile(file: string, content: Uint8Array): void {
  const fresh = `${file}.sluice`;
  try {
    writeFileSync(fresh, content);
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** The same where no second file can be made beside it, and with what was there before where there is no room for more. */
export function replaceByAllMeans(file: string, content: Uint8Array): void {
  try {
    replaceFile(file, content);
  } catch {
    const before = readFileSync(file);
    try {
      overwrite(file, content);
    } catch (error) {
      if (!readFileSync(file).equals(before)) overwrite(file, before);
      throw error;
    }
  }
}

/** Not cut short first: then there might be no room even for what was there. */
function overwrite(file: string, content: Uint8Array): void {
  const open = openSync(file, 'r+');
  try {
    for (let at = 0; at < content.length; at += writeSync(open, content, at, content.length - at, at));
    ftruncateSync(open, content.length);
  } finally {
    closeSync(open);
  }
}
