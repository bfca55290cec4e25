import fc from 'fast-check';
import { decodeGeneralNames, decodeUtf8String, readDer } from '@sluice/adapters/sigstore/der';
import { readSignerCertificate } from '@sluice/adapters/sigstore/signer-certificate';

function der(tag: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content as string);
  const { length } = bytes;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}

test('text of every length comes back, and nothing else is taken for it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const encoded = der(0x0c, text);
      expect(decodeUtf8String(encoded)).toBe(text);
      expect(decodeUtf8String(Buffer.concat([encoded, Buffer.from([0])]))).toBeNull();
      expect(decodeUtf8String(encoded.subarray(0, -1))).toBeNull();
    }),
  );
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a tag alone', Buffer.from([0x0c])],
  ['another kind of string', der(0x13, 'push')],
  ['bare text', Buffer.from('push')],
  ['bytes that are not UTF-8', der(0x0c, Buffer.from([0xff]))],
  ['a length in a longer form than needed', Buffer.from([0x0c, 0x81, 0x04, 0x70, 0x75, 0x73, 0x68])],
  [
    'a length with a zero in front',
    Buffer.concat([Buffer.from([0x0c, 0x82, 0x00, 0x80]), Buffer.alloc(0x80, 0x61)]),
  ],
  ['a length without an end', Buffer.from([0x0c, 0x80, 0x61, 0, 0])],
  ['a length of five bytes', Buffer.from([0x0c, 0x85, 0, 0, 0, 0, 1, 0x61])],
  ['a tag of several bytes', Buffer.from([0x1f, 0x81, 0x01, 0x00])],
])('%s is not a UTF8String', (_, bytes) => {
  expect(decodeUtf8String(bytes)).toBeNull();
});

test('hostile bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
      const buffer = Buffer.from(bytes);
      expect(() => [readDer(buffer), decodeUtf8String(buffer), decodeGeneralNames(buffer)]).not.toThrow();
    }),
  );
});

test('every name of a certificate is read, whatever its kind', () => {
  const names = Buffer.concat([der(0x86, 'https://a.example/x'), der(0x81, 'a@b.example'), der(0xa0, 'ab')]);
  expect(decodeGeneralNames(der(0x30, names))).toEqual([
    'URI:https://a.example/x',
    'email:a@b.example',
    `other:${Buffer.from('ab').toString('hex')}`,
  ]);
  expect(decodeGeneralNames(der(0x30, der(0x86, 'https://a.example/\u0000')))).toBeNull();
  expect(decodeGeneralNames(names)).toBeNull();
});

test('a certificate that says something twice says nothing', () => {
  const trigger = { oid: '1.3.6.1.4.1.57264.1.20', value: der(0x0c, 'push') };
  expect(readSignerCertificate(Buffer.alloc(0), [trigger, trigger])).toBeNull();
  const bare = { oid: '1.3.6.1.4.1.57264.1.20', value: Buffer.from('push') };
  expect(readSignerCertificate(Buffer.alloc(0), [bare])).toBeNull();
});
