// Writes dist/: what `npx sluice` and the actions run. It is committed, so that it works before any build.
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUNDLES } from './build/bundles.ts';
import { TEMPLATES_MODULE, templatesModule } from './build/templates-module.ts';
import { writeBundle } from './build/write-bundle.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
writeFileSync(join(root, TEMPLATES_MODULE), await templatesModule(root));
const fresh = mkdtempSync(join(tmpdir(), 'sluice-dist-'));
try {
  for (const bundle of BUNDLES) await writeBundle(bundle, root, fresh);
  // Only now: a build that fails leaves the last good one.
  for (const { output } of BUNDLES) rmSync(join(dist, dirname(output)), { recursive: true, force: true });
  cpSync(fresh, dist, { recursive: true });
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
for (const { output } of BUNDLES) {
  console.log(`dist/${output}  ${(statSync(join(dist, output)).size / 1024).toFixed(0)} kB`);
}
