import { isOwned } from '../../../packages/cli/src/doctor/code-owners.ts';

test.each([
  ['* @a', 'deep/er/file', true],
  ['', 'file', false],
  ['# * @a', 'file', false],
  ['*', 'file', false],
  ['/.github/ @a', '.github/workflows/x.yml', true],
  ['.github/ @a', '.github/workflows/x.yml', true],
  ['.github @a', '.github/workflows/x.yml', true],
  ['.github/** @a', '.github/workflows/x.yml', true],
  ['.github/* @a', '.github/workflows/x.yml', false],
  ['.github/* @a', '.github/CODEOWNERS', true],
  ['*.yml @a', '.github/workflows/x.yml', true],
  ['/*.yml @a', '.github/workflows/x.yml', false],
  ['/.sluice.yml @a', '.sluice.yml', true],
  ['/.sluice.yml @a', 'sub/.sluice.yml', false],
  ['.sluice.yml @a', 'sub/.sluice.yml', true],
  ['/.github/ @a # the owners', '.github/x', true],
  ['/.github/ # nobody', '.github/x', false],
  ['* @a\n/.github/', '.github/x', false],
  ['/.github/\n* @a', '.github/x', true],
  ['![.github] @a', '.github/x', false],
])('%j and %s: %s', (text, path, owned) => {
  expect(isOwned(text, path)).toBe(owned);
});
