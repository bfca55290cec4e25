import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { readSingleFile, type SingleFile } from '@sluice/adapters/archive/read-single-file';
import { zipOf, type ZipPart } from '../../support/zip.ts';

const NAME = 'manifest.sigstore.json';
const CONTENT = Buffer.from('{"mediaType":"bundle"}'.repeat(20));
const GOOD: ZipPart = { name: NAME, content: CONTENT };

function read(zip: Buffer, limits: { maxCompressed?: number; maxInflated?: number } = {}): SingleFile {
  return readSingleFile(zip, { name: NAME, maxCompressed: 100_000, maxInflated: 100_000, ...limits });
}

function reasonOf(file: SingleFile): string {
  return file.ok ? 'read' : `${file.rejection.kind}: ${file.rejection.actual}`;
}

describe('an archive with just the file', () => {
  test.each<[string, Partial<ZipPart>]>([
    ['deflated', {}],
    ['stored', { method: 0 }],
    ['streamed, with the sizes behind the data', { streamed: true }],
    ['streamed and with a name in UTF-8', { streamed: true, flags: (1 << 3) | (1 << 11) }],
    ['with a time as extra field', { extra: Buffer.from([0x55, 0x54, 1, 0, 7]) }],
    ['empty', { content: Buffer.alloc(0) }],
  ])('is read: %s', (_, part) => {
    const file = read(zipOf([{ ...GOOD, ...part }]));
    expect(reasonOf(file)).toBe('read');
    expect(file.ok && file.content.equals(part.content ?? CONTENT)).toBe(true);
  });

  test('gives back every content that was put in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.boolean(), (bytes, streamed) => {
        const content = Buffer.from(bytes);
        const file = read(zipOf([{ name: NAME, content, streamed }]));
        expect(file.ok && file.content.equals(content)).toBe(true);
      }),
    );
  });
});

describe('anything else is refused', () => {
  test.each<[string, Buffer, string]>([
    ['no zip at all', Buffer.from('PK but not really a zip archive'), 'end record'],
    ['nothing', Buffer.alloc(0), 'end record'],
    ['no entry', zipOf([]), '0 entries'],
    ['two files', zipOf([GOOD, { ...GOOD, name: 'other.json' }]), '2 entries'],
    ['the same name twice', zipOf([GOOD, GOOD]), '2 entries'],
    ['another name', zipOf([{ ...GOOD, name: 'other.json' }]), 'another name'],
    ['a name that climbs out', zipOf([{ ...GOOD, name: `../${NAME}` }]), 'another name'],
    ['an absolute name', zipOf([{ ...GOOD, name: `/${NAME}` }]), 'another name'],
    ['a symlink', zipOf([{ ...GOOD, mode: 0o120777 }]), 'no plain file'],
    ['a directory', zipOf([{ ...GOOD, mode: 0o040755 }]), 'no plain file'],
    [
      'another name in the local header',
      zipOf([{ ...GOOD, name: 'x'.repeat(22), centralName: NAME }]),
      'different names',
    ],
    ['an encrypted file', zipOf([{ ...GOOD, flags: 1 }]), 'encrypted'],
    ['a comment of the archive', zipOf([GOOD], 'hello'), 'end record'],
    ['a comment of the entry', zipOf([{ ...GOOD, comment: 'hello' }]), 'comment'],
    ['zip64 sizes', zipOf([{ ...GOOD, extra: Buffer.from([1, 0, 0, 0]) }]), 'extra field'],
    [
      'another name in an extra field',
      zipOf([{ ...GOOD, extra: Buffer.from([0x75, 0x70, 0, 0]) }]),
      'extra field',
    ],
    ['bytes before the entry', Buffer.concat([Buffer.from('#!'), zipOf([GOOD])]), 'not right before'],
    ['another archive before it', Buffer.concat([zipOf([GOOD]), zipOf([GOOD])]), 'not right before'],
    [
      'something behind the deflated stream',
      zipOf([{ ...GOOD, data: Buffer.concat([deflateRawSync(CONTENT), Buffer.from('!')]) }]),
      'does not inflate',
    ],
    [
      'a stream that inflates to more than declared',
      zipOf([{ ...GOOD, declaredSize: 10 }]),
      'does not inflate',
    ],
    [
      'a stream that inflates to less than declared',
      zipOf([{ ...GOOD, declaredSize: 1000 }]),
      'does not inflate',
    ],
  ])('%s', (_, zip, why) => {
    const file = read(zip);
    expect(file.ok).toBe(false);
    expect(reasonOf(file)).toMatch(/^archive-invalid: /);
    expect(reasonOf(file)).toContain(why);
  });

  test('data that does not have its checksum', () => {
    const zip = zipOf([{ ...GOOD, method: 0 }]);
    zip[60] = zip[60]! ^ 1;
    expect(reasonOf(read(zip))).toContain('checksum');
  });

  test('sizes behind the data that are others', () => {
    const zip = zipOf([{ ...GOOD, streamed: true }]);
    const descriptor = zip.indexOf(Buffer.from([0x50, 0x4b, 7, 8]));
    zip[descriptor + 4] = zip[descriptor + 4]! ^ 1;
    expect(reasonOf(read(zip))).toContain('sizes behind the data');
  });

  test('an archive that is too large, before it is looked at', () => {
    expect(reasonOf(read(zipOf([GOOD]), { maxCompressed: 50 }))).toMatch(/^archive-too-large/);
  });

  test('a file that declares to be too large, before it is inflated', () => {
    expect(reasonOf(read(zipOf([GOOD]), { maxInflated: 10 }))).toMatch(/^archive-too-large/);
  });

  test('every way to cut an archive off, and every bit that flips, unless it says nothing', () => {
    const zip = zipOf([{ ...GOOD, streamed: true }]);
    for (let end = 0; end < zip.length; end++) expect(read(zip.subarray(0, end)).ok).toBe(false);
    for (let at = 0; at < zip.length; at++) {
      const flipped = Buffer.from(zip);
      flipped[at] = flipped[at]! ^ 0x10;
      const file = read(flipped);
      expect(!file.ok || file.content.equals(CONTENT)).toBe(true);
    }
  });
});
