// Fails when dist/ is not what the sources build: a reviewed source must be what runs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differingFiles } from './build/differing-files.ts';
import { writeDist } from './build/write-dist.ts';

const root = join(import.meta.dirname, '..');
const fresh = mkdtempSync(join(tmpdir(), 'sluice-dist-'));
try {
  await writeDist(root, fresh);
  const differing = differingFiles(join(root, 'dist'), fresh);
  for (const line of differing) console.error(line);
  if (differing.length > 0) console.error('dist/ is not what the sources build: run `npm run build`.');
  process.exitCode = differing.length > 0 ? 1 : 0;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
