import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicNames } from '../../scripts/public-surface/public-names.ts';
import { read, ROOT } from './source-file.ts';

test('each package exports what it is pinned to export (update: npm run surface)', () => {
  expect(publicNames(ROOT)).toEqual(JSON.parse(read('test/architecture/public-surface.json')));
});

test('all ways to export are read', () => {
  const root = mkdtempSync(join(tmpdir(), 'sluice-surface-'));
  const source = join(root, 'packages/p/src');
  try {
    mkdirSync(source, { recursive: true });
    writeFileSync(
      join(source, 'index.ts'),
      "export * from './a.ts';\nexport type * from './b.ts';\nexport {\n  x,\n  type y,\n  z as w,\n} from './c.ts';\n",
    );
    writeFileSync(
      join(source, 'a.ts'),
      'export const a = 1;\nconst hidden = 1;\nexport async function f() {}\n',
    );
    writeFileSync(join(source, 'b.ts'), 'export interface B {}\nexport type T = B;\nexport class C {}\n');
    expect(publicNames(root)).toEqual({ p: ['B', 'C', 'T', 'a', 'f', 'w', 'x', 'y'] });
  } finally {
    rmSync(root, { recursive: true });
  }
});
