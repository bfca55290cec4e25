// Writes the list of what every package exports. A test compares it, so that a wider surface is a choice.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicNames } from './public-surface/public-names.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'test/architecture/public-surface.json');
writeFileSync(file, `${JSON.stringify(publicNames(root), null, 2)}\n`);
