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
  const tail = new OutputTail(1024);
  for (let count = 0; count < 20_000; count += 1) tail.push(Buffer.alloc(10_000, count % 256));
  expect(tail.total).toBe(200_000_000);
  expect(tail.bytes()).toEqual(Buffer.alloc(1024, 19_999 % 256));
});
