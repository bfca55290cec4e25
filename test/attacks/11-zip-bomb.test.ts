// Attack 11: an artifact of some hundred kilobytes that inflates to hundreds of megabytes.
import { constants, createInflateRaw, deflateRawSync } from 'node:zlib';
import { readSingleFile } from '@sluice/adapters/archive/read-single-file';
import { MANIFEST_FILE } from '@sluice/model';
import { zipOf } from '../support/zip.ts';

const LIMIT = 1024 * 1024;
const BOMB_BYTES = 300 * LIMIT;
/** Blocks that stand for themselves, so that one part can be repeated, and a last one that is empty. */
const part = deflateRawSync(Buffer.alloc(BOMB_BYTES / 10), { finishFlush: constants.Z_FULL_FLUSH });
const bomb = Buffer.concat([...Array.from({ length: 10 }, () => part), deflateRawSync(Buffer.alloc(0))]);

function archive(declaredSize: number): Buffer {
  return zipOf([{ name: MANIFEST_FILE, content: Buffer.alloc(0), data: bomb, declaredSize }]);
}

test('inflated without a bound it is hundreds of megabytes', async () => {
  expect(bomb.length).toBeLessThan(400_000);
  let inflated = 0;
  const stream = createInflateRaw();
  stream.end(bomb);
  for await (const chunk of stream as AsyncIterable<Buffer>) inflated += chunk.length;
  expect(inflated).toBe(BOMB_BYTES);
});

test.each([
  ['that says how large it is', BOMB_BYTES, 'archive-too-large'],
  ['that says it is small', 1000, 'archive-invalid'],
  ['that says it is as large as allowed', LIMIT, 'archive-invalid'],
])('an archive %s is refused, and not inflated beyond what it says', (_, declared, kind) => {
  const before = process.memoryUsage().arrayBuffers;
  const file = readSingleFile(archive(declared), {
    name: MANIFEST_FILE,
    maxCompressed: LIMIT,
    maxInflated: LIMIT,
  });
  expect(file).toMatchObject({ ok: false, rejection: { kind } });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * LIMIT);
});
