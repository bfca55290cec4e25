import fc from 'fast-check';
import { OutputTail } from '@sluice/adapters/sandbox/output-tail';

test('whatever the chunks, the end is kept and everything counted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 50 })),
      fc.integer({ min: 1, max: 60 }),
      (chunks, limit) => {
        const tail = new OutputTail(limit);
        for (const chunk of chunks) tail.push(Buffer.from(chunk));
        const all = Buffer.concat(chunks);
        expect(tail.total).toBe(all.length);
        expect(tail.bytes()).toEqual(Buffer.from(all.subarray(Math.max(0, all.length - limit))));
      },
    ),
  );
});

test('a long stream is held in little memory', () => {
  const [chunkBytes, count] = [1024 * 1024, 400];
  const tail = new OutputTail(1024);
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < count; i += 1) tail.push(Buffer.alloc(chunkBytes, i % 256));
  // What nobody holds is freed from time to time.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan((count * chunkBytes) / 2);
  expect(tail.total).toBe(count * chunkBytes);
  expect(tail.bytes()).toEqual(Buffer.alloc(1024, (count - 1) % 256));
});
