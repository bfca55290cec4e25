// Attack 10: the artifact is an archive that writes elsewhere: a name that climbs out, a symlink and a file behind it, the
// same name twice (CVE-2024-42471).
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSingleFile } from '@sluice/adapters/archive/read-single-file';
import { MANIFEST_FILE } from '@sluice/model';
import { generalUnzip } from '../support/general-unzip.ts';
import { zipOf } from '../support/zip.ts';

let place: string;
let inside: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sluice-archive-'));
  inside = join(place, 'inside');
  mkdirSync(inside);
});
afterEach(() => rmSync(place, { recursive: true }));

const GOOD = { name: MANIFEST_FILE, content: Buffer.from('{"good":true}') };
const EVIL = Buffer.from('evil');

const climbing = (): Buffer => zipOf([GOOD, { name: '../outside.txt', content: EVIL }]);
const linking = (): Buffer =>
  zipOf([
    { name: 'link', content: Buffer.from('..'), mode: 0o120777, method: 0 },
    { name: 'link/outside.txt', content: EVIL },
  ]);
const doubled = (): Buffer => zipOf([GOOD, { ...GOOD, content: EVIL }]);

test('a general unzip writes outside, through a link, and lets the last of two names win', () => {
  generalUnzip(climbing(), inside);
  expect(readFileSync(join(place, 'outside.txt'), 'utf8')).toBe('evil');
  rmSync(join(place, 'outside.txt'));
  generalUnzip(linking(), inside);
  expect(readFileSync(join(place, 'outside.txt'), 'utf8')).toBe('evil');
  generalUnzip(doubled(), inside);
  expect(readFileSync(join(inside, MANIFEST_FILE), 'utf8')).toBe('evil');
});

test.each([
  ['a name that climbs out', climbing],
  ['only a name that climbs out', () => zipOf([{ name: `../${MANIFEST_FILE}`, content: EVIL }])],
  ['an absolute name', () => zipOf([{ name: `/tmp/${MANIFEST_FILE}`, content: EVIL }])],
  ['a symlink and a file behind it', linking],
  ['a symlink with the right name', () => zipOf([{ ...GOOD, mode: 0o120777 }])],
  ['the same name twice', doubled],
  [
    'another name in the directory than at the data',
    () => zipOf([{ name: 'x'.repeat(MANIFEST_FILE.length), content: EVIL, centralName: MANIFEST_FILE }]),
  ],
])('%s is refused, and nothing is written', (_, archive) => {
  const file = readSingleFile(archive(), { name: MANIFEST_FILE, maxCompressed: 10_000, maxInflated: 10_000 });
  expect(file).toMatchObject({ ok: false, rejection: { kind: 'archive-invalid' } });
  expect(readdirSync(inside)).toEqual([]);
  expect(existsSync(join(place, 'outside.txt'))).toBe(false);
});
