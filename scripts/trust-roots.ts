// Writes the pinned sigstore root from the TUF client that is installed; `--check` only tells whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
const MIRROR = 'https://tuf-repo-cdn.sigstore.dev';
const FILE = join(root, 'packages/adapters/src/sigstore/public-good-root.json');

type Seeds = Readonly<Record<string, { readonly targets: Readonly<Record<string, string>> }>>;
const seeds = JSON.parse(readFileSync(join(root, 'node_modules/@sigstore/tuf/seeds.json'), 'utf8')) as Seeds;
const encoded = seeds[MIRROR]?.targets['trusted_root.json'];
if (encoded === undefined)
  throw new Error('The installed TUF client has no root of the public-good instance.');
const text = await format(Buffer.from(encoded, 'base64').toString('utf8'), {
  ...(await resolveConfig(FILE)),
  parser: 'json',
});

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('The pinned root is not that of the installed client: run `node scripts/trust-roots.ts`.');
  process.exitCode = 1;
}
