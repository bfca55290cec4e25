const LF = 10;

/** Lines of a stream without their ends, as they arrive; null for one longer than `most` bytes, which is skipped. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  most: number,
): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): Buffer | null => {
    const line = size > most ? null : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line;
  };
  const add = (part: Buffer): void => {
    size += part.length;
    if (size > most) parts = [];
    else parts.push(part);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end; (end = chunk.indexOf(LF, from)) >= 0; from = end + 1) {
      add(chunk.subarray(from, end));
      yield take();
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (size > 0) yield take();
}
