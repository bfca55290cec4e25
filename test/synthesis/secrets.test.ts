import fc from 'fast-check';
import { findSecrets, isDecidingPath, isSecretPath, redact } from '@sluice/synthesis';

const RANDOM = 'q7Zp2LmX9vTb4RkW8sYd3FhN6cJg';
const SECRETS: Readonly<Record<string, string>> = {
  'a private key': '-----BEGIN OPENSSH PRIVATE KEY-----',
  'a key of a cloud': ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  'a token of a forge': ['ghp', '0123456789abcdefghij0123456789abcdef'].join('_'),
  'a token of a service': `sk-ant-api03-${RANDOM}`,
  'a web token': `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.x`,
  'a password in an address': 'postgres://app:hunter2hunter2@db.example/app',
  'a value of a secret': 'const apiKey = "a8f5f167f44f4964e6c998dee827110c";',
  'a random text': `signature: ${RANDOM}`,
};

test.each(Object.entries(SECRETS))('%s is found on its line, and taken out', (kind, secret) => {
  const text = `first\nsecond ${secret} end\nthird\n`;
  expect(findSecrets(text)).toContainEqual({ line: 2, kind });
  const clean = redact(text);
  expect(clean).toContain('was here]');
  expect(findSecrets(clean)).toEqual([]);
  expect(clean.split('\n')).toHaveLength(4);
});

test.each([
  'const tokenizer = makeTokenizer(options);',
  "token: 'your-token-here...'",
  'password: process.env.PASSWORD',
  '  "integrity": "0f343b0931126a20f133d67c2b018a3b5e7f0a11",',
  'getUserByIdentifierAndVersionFromRepository2(first);',
  'expect(response.headers["content-security-policy"]).toBe("default-src none");',
  '// ------------------------------------------------------------',
  'import { something } from "../../packages/with/a/long/path/to/a/file";',
])('%s is none', (line) => {
  expect(findSecrets(line)).toEqual([]);
});

test('whatever is around it, a key does not survive', () => {
  const filler = fc.string({ unit: fc.constantFrom(' ', '\n', 'a', '"', ':', '=', '/', '9', 'Z') });
  fc.assert(
    fc.property(filler, fc.constantFrom(...Object.values(SECRETS)), filler, (before, secret, after) => {
      const clean = redact(`${before}\n${secret}\n${after}`);
      expect(clean).not.toContain(secret);
    }),
  );
});

test.each(['a', 'sk-', 'eyJ-', 'aB3', 'token="', 'a://b:'])(
  'a text of %j without end is read to its end',
  (part) => {
    const text = part.repeat(300_000 / part.length);
    expect(redact(`${text}\nend\n`)).toMatch(/\nend\n$/);
  },
);

test('files that hold secrets, and files that decide what runs, are known by their names', () => {
  const secret = [
    '.env',
    'web/.env.production',
    'deploy/server.pem',
    'id_rsa',
    '.npmrc',
    '.ssh/config',
    'secrets.yml',
  ];
  expect(secret.filter((path) => !isSecretPath(path))).toEqual([]);
  expect(
    ['.env.example', 'src/environment.ts', 'src/keyboard.ts', 'docs/secret-santa.md'].filter(isSecretPath),
  ).toEqual([]);
  const deciding = [
    '.github/workflows/ci.yml',
    'a/package.json',
    'Makefile',
    'Cargo.lock',
    '.claude/settings.json',
  ];
  expect(deciding.filter((path) => !isDecidingPath(path))).toEqual([]);
  expect(['src/package.ts', 'docs/make.md', 'src/github/a.ts'].filter(isDecidingPath)).toEqual([]);
});
