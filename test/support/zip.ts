// Zip archives made by hand, right and wrong ones.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string | Buffer;
  readonly content: Buffer;
  /** Unix mode with the type: 0o100644 by default. */
  readonly mode?: number;
  readonly method?: 0 | 8;
  /** Data as it is stored, when it is not what deflating gives. */
  readonly data?: Buffer;
  /** Sizes and checksum behind the data, as a writer does that streams. */
  readonly streamed?: boolean;
  readonly flags?: number;
  readonly declaredSize?: number;
  readonly centralName?: string;
  readonly extra?: Buffer;
  readonly comment?: string;
}

/** An archive of these parts, as APPNOTE.TXT 4.3 has it. */
export function zipOf(parts: readonly ZipPart[], archiveComment = ''): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const written = writePart(part, offset);
    locals.push(written.local);
    centrals.push(written.central);
    offset += written.local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(archiveComment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(archiveComment)]);
}

function writePart(part: ZipPart, offset: number): { readonly local: Buffer; readonly central: Buffer } {
  const { content, method = 8, streamed = false, extra = Buffer.alloc(0), comment = '' } = part;
  const data = part.data ?? (method === 8 ? deflateRawSync(content) : content);
  const name = Buffer.from(part.name as string);
  const centralName = part.centralName === undefined ? name : Buffer.from(part.centralName);
  const flags = part.flags ?? (streamed ? 1 << 3 : 0);
  const sizes = [crc32(content), data.length, part.declaredSize ?? content.length];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  sizes.forEach((size, i) => local.writeUInt32LE(streamed ? 0 : size, 14 + 4 * i));
  local.writeUInt16LE(name.length, 26);
  local.writeUInt16LE(extra.length, 28);
  const descriptor = Buffer.alloc(streamed ? 16 : 0);
  if (streamed) [0x08074b50, ...sizes].forEach((value, i) => descriptor.writeUInt32LE(value, 4 * i));
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE((3 << 8) | 20, 4);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  sizes.forEach((size, i) => central.writeUInt32LE(size, 16 + 4 * i));
  central.writeUInt16LE(centralName.length, 28);
  central.writeUInt16LE(extra.length, 30);
  central.writeUInt16LE(comment.length, 32);
  central.writeUInt16LE(part.mode ?? 0o100644, 40);
  central.writeUInt32LE(offset, 42);
  return {
    local: Buffer.concat([local, name, extra, data, descriptor]),
    central: Buffer.concat([central, centralName, extra, Buffer.from(comment)]),
  };
}
