import { mergeFormat } from '@sluice/formats';

/** The merged text of three versions of a file that differ in one place; null for a question. */
function joined(
  path: string,
  print: (value: string) => string,
  values: readonly [string, string, string],
): string | null {
  const [base, ours, theirs] = values.map(print) as [string, string, string];
  const answer = mergeFormat(path, base, ours, theirs);
  return answer?.kind === 'merged' ? answer.text : null;
}

/** The same whichever side comes first. */
function expectJoined(
  path: string,
  print: (value: string) => string,
  [base, ours, theirs, expected]: readonly [string, string, string, string | null],
): void {
  const text = expected === null ? null : print(expected);
  expect(joined(path, print, [base, ours, theirs])).toBe(text);
  expect(joined(path, print, [base, theirs, ours])).toBe(text);
}

test.each([
  ['^1.0.0', '^1.1.0', '^1.2.0', '^1.2.0'],
  ['1.0.0', '1.1.0', '1.2.0', '1.2.0'],
  ['1.0.0', '1.1.0', '2.0.0', null],
  ['1.0.0', '0.9.0', '1.1.0', null],
  ['^6 || ^7', '^7', '^6 || ^7 || ^8', '^7 || ^8'],
  ['^1.0.0', 'workspace:*', '^1.1.0', null],
])('a dependency of package.json at %s, now %s and %s, is %s', (...values) => {
  expectJoined('package.json', (value) => `{\n  "dependencies": { "a": "${value}" }\n}\n`, values);
});

test.each([
  ['1.0.0', '1.1.0', '2.0.0', '2.0.0'],
  ['4.9.0', '4.9.1', '5.0.0-alpha.1', '5.0.0-alpha.1'],
  ['1.0.0-rc.9', '1.0.0-rc.10', '1.0.0', '1.0.0'],
])('the version of a project at %s, now %s and %s, is %s', (...values) => {
  expectJoined('package.json', (value) => `{ "version": "${value}" }\n`, values);
});

test.each([
  ['1.4.6.BUILD-SNAPSHOT', '1.5.4.BUILD-SNAPSHOT', '1.4.7.BUILD-SNAPSHOT', '1.5.4.BUILD-SNAPSHOT'],
  ['1.0.Final', '1.0.1.Final', '1.1.Beta1', '1.1.Beta1'],
  ['1.0', '${x}', '1.1', null],
])('a version of pom.xml at %s, now %s and %s, is %s', (...values) => {
  expectJoined('pom.xml', (value) => `<project>\n  <version>${value}</version>\n</project>\n`, values);
});

test.each([
  ['>=1.0', '>=1.0,<2', '>=1.2', '>=1.2,<2'],
  ['==1.0', '==1.1', '==1.2', '==1.2'],
  ['==1.0', '==1.1', '==2.0', null],
  ['>=1.0', '>=3.0', '>=1.0,<2', null],
  ['>=1.0,<3', '>=1.0,<2', '>=1.0,<2.5', '>=1.0,<2'],
  ['>=1.0', '>=1.0,!=1.3', '>=1.1', '>=1.1,!=1.3'],
])('a requirement at %s, now %s and %s, is %s', (...values) => {
  expectJoined('requirements.txt', (value) => `a\nFoo_bar[x]${value} ; python_version < "4" # why\n`, values);
  expectJoined(
    'pyproject.toml',
    (value) => `[project]\ndependencies = [\n  "foo${value}", # why\n]\n`,
    values,
  );
});

test.each([
  ['1.2', '1.3', '1.4', '1.4'],
  ['^0.10', '^0.11', '^0.12', null],
  ['0.10.1', '0.10.2', '0.10.3', '0.10.3'],
])('a dependency of Cargo.toml at %s, now %s and %s, is %s', (...values) => {
  expectJoined(
    'Cargo.toml',
    (value) => `[dependencies]\na = { version = "${value}", features = ["x"] }\n`,
    values,
  );
  expectJoined('Cargo.toml', (value) => `[dev-dependencies]\na = "${value}"\n`, values);
});

test.each([
  ['v1.2.3', 'v1.3.0', 'v1.4.0', 'v1.4.0'],
  [
    'v0.0.0-20210101000000-abcdefabcdef',
    'v0.0.0-20210301000000-000000000000',
    'v0.0.0-20210201000000-ffffffffffff',
    'v0.0.0-20210301000000-000000000000',
  ],
])('a module of go.mod at %s, now %s and %s, is %s', (...values) => {
  expectJoined('go.mod', (value) => `module m\n\nrequire example.org/a ${value} // indirect\n`, values);
});

test.each([['1.2.3', '1.2.4', '1.3.0', '1.3.0']])(
  'a version of Gradle at %s, now %s and %s, is %s',
  (...values) => {
    expectJoined('build.gradle.kts', (value) => `dependencies {\n    api("a:b:${value}")\n}\n`, values);
    expectJoined('gradle.properties', (value) => `springVersion=${value}\n`, values);
  },
);

test('a package that is released with others follows them to their new version, and the report says so', () => {
  const entries = (...versions: string[]): string =>
    `{\n  "dependencies": {\n${versions.map((v, i) => `    "@a/p${i}": "${v}"`).join(',\n')}\n  }\n}\n`;
  const answer = mergeFormat(
    'package.json',
    entries('1.0.0', '1.0.0'),
    entries('1.0.0', '1.0.0', '1.0.0'),
    entries('1.1.0', '1.1.0'),
  );
  expect(answer?.kind === 'merged' && [answer.text, answer.lost.ours.at(-1), answer.apart.joined]).toEqual([
    entries('1.1.0', '1.1.0', '1.1.0'),
    'dependencies."@a/p2": "1.0.0"',
    1,
  ]);
});

test('a package that was added beside the move of its siblings stays at the version that its author wrote', () => {
  const before = '{ "dependencies": { "a": "1.0.0", "b": "1.0.0" } }\n';
  const after = '{ "dependencies": { "a": "2.0.0", "b": "2.0.0", "c": "1.0.0" } }\n';
  const answer = mergeFormat('package.json', before, before.replace('}', ', "d": "3.0.0" }'), after);
  expect(answer?.kind === 'merged' && answer.text).toContain('"c": "1.0.0"');
});

test.each(['\texample.org/old v1', '\t// why\n\texample.org/old v1'])(
  'what comes first in a block of go.mod is set off once, as what was there: %j',
  (old) => {
    const file = (...lines: string[]): string => `module m\n\nrequire (\n${lines.join('\n')}\n)\n`;
    const [mine, other] = ['\texample.org/mine v1', '\texample.org/other v1'];
    const one = mergeFormat('go.mod', file(old), file(mine), file(other, old));
    expect(one?.kind === 'merged' && one.text).toBe(file(mine, other));
    const swapped = mergeFormat('go.mod', file(old), file(other, old), file(mine));
    expect(swapped?.kind === 'merged' && swapped.text).toBe(file(other, mine));
  },
);

test.each([['v3', 'v4', 'v3.1', 'v4']])('an action at %s, now %s and %s, is %s', (...values) => {
  expectJoined(
    '.github/workflows/ci.yml',
    (value) => `steps:\n  - uses: actions/checkout@${value}\n`,
    values,
  );
  expectJoined('.pre-commit-config.yaml', (value) => `repos:\n  - repo: x\n    rev: ${value}\n`, values);
});

test.each([['1.2.0', '1.2.2', '1.2.1', '1.2.2']])(
  'a library of a catalog at %s, now %s and %s, is %s',
  (...values) => {
    expectJoined('libs.versions.toml', (value) => `[libraries]\na = "org:a:${value}"\n`, values);
  },
);

test('a dependency that one side put in the place of another does not get the version of that', () => {
  const gradle = (line: string): string => `dependencies {\n    implementation "own:a:1.0"\n    ${line}\n}\n`;
  const merge = (ours: string, theirs: string) =>
    mergeFormat('build.gradle', gradle('api "own:old:1.7"'), gradle(ours), gradle(theirs))?.kind;
  expect(merge('api "own:new:1.7"', 'api "own:old:1.8"')).toBe('conflict');
  expect(merge('api "own:old:1.8"', 'api "own:new:1.7"')).toBe('conflict');
  expect(merge('api "own:new:2.0"', 'api "own:old:1.7"')).toBe('merged');
});
