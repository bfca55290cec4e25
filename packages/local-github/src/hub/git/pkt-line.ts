/** pkt-lines of git's wire protocol. Source: https://git-scm.com/docs/protocol-common */
export function pktLine(content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

export const FLUSH = Buffer.from('0000');

export interface PktLines {
  readonly lines: readonly Buffer[];
  /** What follows the flush. */
  readonly rest: Buffer;
}

/** The lines up to the first flush; null: the bytes are not pkt-lines. */
export function readPktLines(bytes: Buffer): PktLines | null {
  const lines: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 4), 16);
    if (length === 0) return { lines, rest: bytes.subarray(at + 4) };
    if (Number.isNaN(length) || length < 4 || at + length > bytes.length) return null;
    lines.push(bytes.subarray(at + 4, at + length));
    at += length;
  }
  return null;
}

/** Content in a side band (1: data, 2: messages for the user), in packets that every client takes. */
export function sideBand(band: 1 | 2, content: Buffer): Buffer {
  const packets: Buffer[] = [];
  for (let at = 0; at < content.length; at += 990) {
    packets.push(pktLine(Buffer.concat([Buffer.from([band]), content.subarray(at, at + 990)])));
  }
  return Buffer.concat(packets);
}
