// Writes dist/: what `npx sluice` and the actions run. It is committed, so that it works before any build.
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLES } from './build/bundles.ts';
import { TEMPLATES_MODULE, templatesModule } from './build/templates-module.ts';
import { DIST_FOLDERS, writeDist } from './build/write-dist.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
writeFileSync(join(root, TEMPLATES_MODULE), await templatesModule(root));
const fresh = mkdtempSync(join(tmpdir(), 'sluice-dist-'));
try {
  await writeDist(root, fresh);
  // Only now: a build that fails leaves the last good one.
  for (const folder of DIST_FOLDERS) rmSync(join(dist, folder), { recursive: true, force: true });
  cpSync(fresh, dist, { recursive: true });
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
for (const { output } of BUNDLES) {
  console.log(`dist/${output}  ${(statSync(join(dist, output)).size / 1024).toFixed(0)} kB`);
}
