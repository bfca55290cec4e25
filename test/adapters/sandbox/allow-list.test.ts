import { isAllowed, isPrivateAddress, parseAllowList } from '@sluice/adapters/sandbox/allow-list';

test('an entry is a host, with 443 unless it names a port', () => {
  expect(parseAllowList(['Registry.example.org', 'localhost:8080', '10.0.0.1', '[::1]:99'])).toEqual([
    { host: 'registry.example.org', port: 443 },
    { host: 'localhost', port: 8080 },
    { host: '10.0.0.1', port: 443 },
    { host: '::1', port: 99 },
  ]);
});

test.each([
  ['registry.example.org', 443, true],
  ['registry.example.org', 80, false],
  ['evil.registry.example.org', 443, false],
  ['registry.example.org.evil.net', 443, false],
  ['example.org', 443, false],
])('%s:%d is allowed: %s', (host, port, allowed) => {
  expect(isAllowed(parseAllowList(['registry.example.org']), { host, port })).toBe(allowed);
});

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fec0::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'not an address',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(['1.1.1.1', '172.32.0.1', '104.16.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
  '%s is public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);
