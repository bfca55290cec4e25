/** One entry as the central directory has it, with where its data lies. */
export interface ZipEntry {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly inflated: number;
  /** Upper half of the external attributes: the mode where a Unix made it. */
  readonly mode: number;
  readonly attributes: number;
  /** Ids of its extra fields; null: they do not fill their space exactly. */
  readonly extras: readonly number[] | null;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;

/** A bit of the flags: sizes and checksum follow the data, since the writer did not know them before. */
export const STREAMED = 1 << 3;

/** Why a file has not the one layout that is read: headers, data and directory side by side, nothing else anywhere. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

/** The one entry of an archive (APPNOTE.TXT, 4.3): the end record must be its last bytes, and everything adds up. */
export function readCentralDirectory(zip: Buffer): {
  readonly entry: ZipEntry;
  readonly directoryAt: number;
} {
  const endAt = zip.length - END_BYTES;
  demand(
    endAt >= 0 && zip.readUInt32LE(endAt) === END,
    'it does not end with an end record without a comment',
  );
  const [disk, startDisk, here, total] = [4, 6, 8, 10].map((at) => zip.readUInt16LE(endAt + at));
  demand(disk === 0 && startDisk === 0, 'it is split over several disks');
  demand(here === 1 && total === 1, `it has ${total} entries`);
  const size = zip.readUInt32LE(endAt + 12);
  const directoryAt = zip.readUInt32LE(endAt + 16);
  demand(
    directoryAt + size === endAt && size >= CENTRAL_BYTES,
    'its directory is not right before the end record',
  );
  return { entry: readCentralHeader(zip.subarray(directoryAt, endAt)), directoryAt };
}

function readCentralHeader(header: Buffer): ZipEntry {
  demand(header.readUInt32LE(0) === CENTRAL, 'its directory has another signature');
  const [nameBytes, extraBytes, commentBytes, disk] = [28, 30, 32, 34].map((at) => header.readUInt16LE(at));
  demand(commentBytes === 0, 'the entry has a comment');
  demand(disk === 0 && header.readUInt32LE(42) === 0, 'the entry does not begin with the file');
  demand(header.length === CENTRAL_BYTES + nameBytes! + extraBytes!, 'the directory has room for more');
  return {
    name: header.subarray(CENTRAL_BYTES, CENTRAL_BYTES + nameBytes!),
    flags: header.readUInt16LE(8),
    method: header.readUInt16LE(10),
    crc: header.readUInt32LE(16),
    compressed: header.readUInt32LE(20),
    inflated: header.readUInt32LE(24),
    mode: header.readUInt16LE(40),
    attributes: header.readUInt16LE(38),
    extras: extraIds(header.subarray(CENTRAL_BYTES + nameBytes!)),
  };
}

/** The data of the entry, after its local header was held against the directory. */
export function readData(zip: Buffer, entry: ZipEntry, directoryAt: number): Buffer {
  demand(directoryAt >= LOCAL_BYTES && zip.readUInt32LE(0) === LOCAL, 'it does not begin with its entry');
  const streamed = (entry.flags & STREAMED) !== 0;
  demand(zip.readUInt16LE(6) === entry.flags, 'the two headers have different flags');
  demand(zip.readUInt16LE(8) === entry.method, 'the two headers have different methods');
  const sizes = [14, 18, 22].map((at) => zip.readUInt32LE(at));
  const same = sameSizes(sizes, entry);
  demand(same || (streamed && sizes.every((size) => size === 0)), 'the two headers have different sizes');
  const nameBytes = zip.readUInt16LE(26);
  const dataAt = LOCAL_BYTES + nameBytes + zip.readUInt16LE(28);
  const dataEnd = dataAt + entry.compressed;
  demand(dataEnd <= directoryAt, 'the data runs into the directory');
  demand(
    zip.subarray(LOCAL_BYTES, LOCAL_BYTES + nameBytes).equals(entry.name),
    'the two headers have different names',
  );
  demand(
    allowedExtras(extraIds(zip.subarray(LOCAL_BYTES + nameBytes, dataAt))),
    'an extra field is not allowed',
  );
  checkDescriptor(zip.subarray(dataEnd, directoryAt), entry, streamed);
  return zip.subarray(dataAt, dataEnd);
}

/** What lies between data and directory: nothing, or the sizes again where they were not known before. */
function checkDescriptor(between: Buffer, entry: ZipEntry, streamed: boolean): void {
  if (!streamed) return demand(between.length === 0, 'something lies between the data and the directory');
  const signed = between.length === 16 && between.readUInt32LE(0) === DESCRIPTOR;
  demand(signed || between.length === 12, 'something lies between the data and the directory');
  const start = signed ? 4 : 0;
  const sizes = [0, 4, 8].map((at) => between.readUInt32LE(start + at));
  demand(sameSizes(sizes, entry), 'the sizes behind the data are others');
}

function sameSizes([crc, compressed, inflated]: readonly number[], entry: ZipEntry): boolean {
  return crc === entry.crc && compressed === entry.compressed && inflated === entry.inflated;
}

/** Times (0x5455, 0x000a) and owners (0x7875, 0x5855): no other name (0x7075), no larger sizes (zip64, 0x0001). */
const HARMLESS_EXTRAS = new Set([0x5455, 0x000a, 0x7875, 0x5855]);

export function allowedExtras(ids: readonly number[] | null): boolean {
  return ids !== null && ids.every((id) => HARMLESS_EXTRAS.has(id));
}

function extraIds(extra: Buffer): number[] | null {
  const ids: number[] = [];
  let at = 0;
  while (at + 4 <= extra.length) {
    ids.push(extra.readUInt16LE(at));
    at += 4 + extra.readUInt16LE(at + 2);
  }
  return at === extra.length ? ids : null;
}

export function demand(condition: boolean, sentence: string): void {
  if (!condition) throw new LayoutError(sentence);
}
