import { isGenerated } from '@sluice/formats';

test.each([
  'yarn.lock',
  'a/uv.lock',
  'src/__snapshots__/a.test.ts.snap',
  'b.shot',
  'x.min.js',
  'api/a.pb.go',
  'a_pb2.py',
])('%s is made by a program', (path) => {
  expect(isGenerated(path)).toBe(true);
});

test.each(['lock.yarn', 'snap.ts', 'pb.go', 'min.js.md', 'a/admin.js'])('%s is not', (path) => {
  expect(isGenerated(path)).toBe(false);
});
