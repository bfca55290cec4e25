import { verdictKey } from '@sluice/judge';
import type { VerdictSubject } from '@sluice/judge';
import { asOid } from '@sluice/model';

const subject: VerdictSubject = {
  tree: asOid('a'.repeat(40)),
  tier: 'test',
  command: 'npm test',
  limits: { seconds: 600, memoryMb: 2048, processes: 256, diskMb: 1024, outputKb: 256 },
  installDigest: null,
  toolchain: 'node 24',
  report: null,
};

test('equal subjects have equal keys, however they are written', () => {
  const { seconds, ...others } = subject.limits;
  expect(verdictKey({ ...subject, limits: { ...others, seconds } })).toBe(verdictKey(subject));
  expect(verdictKey(subject)).toMatch(/^[0-9a-f]{64}$/);
});

test('whatever differs makes another key', () => {
  const limits = Object.keys(subject.limits).map((name) => ({ limits: { ...subject.limits, [name]: 1 } }));
  const variations: Partial<VerdictSubject>[] = [
    {},
    { tree: asOid('b'.repeat(40)) },
    { tier: 'lint' },
    { command: 'npm test ' },
    { installDigest: '' },
    { toolchain: 'node 20' },
    { report: 'junit.xml' },
    // The border between two fields counts.
    { tier: 'test"', command: '"npm test' },
    ...limits,
  ];
  const keys = variations.map((variation) => verdictKey({ ...subject, ...variation }));
  expect(new Set(keys).size).toBe(variations.length);
});
