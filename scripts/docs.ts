// Brings the generated parts of the reference pages up to date with the code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ACTIONS, actionTables } from './docs/action-tables.ts';
import { fillPage } from './docs/fill-page.ts';
import { referenceBlocks } from './docs/reference-blocks.ts';

const root = join(import.meta.dirname, '..');
for (const path of ['docs/policy.md', 'docs/result.md']) await write(path, referenceBlocks());
for (const folder of ACTIONS) await write(join(folder, 'README.md'), actionTables(folder));

async function write(path: string, blocks: Readonly<Record<string, string>>): Promise<void> {
  const file = join(root, path);
  const before = readFileSync(file, 'utf8');
  const filled = fillPage(before, blocks);
  const after = await format(filled, { ...(await resolveConfig(file)), parser: 'markdown' });
  if (after === before) return;
  writeFileSync(file, after);
  console.log(`${path} written.`);
}
