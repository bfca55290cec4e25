import { checksTypes } from '@sluice/judge';

test.each([
  ['build', 'npm run build'],
  ['build-rust', 'cargo check --offline'],
  ['types', 'make types'],
  ['typecheck', 'pnpm check'],
  ['lint', 'go vet ./...'],
  ['static', 'npx tsc --noEmit'],
  ['static', 'mypy src'],
])('%s: %s says whether a tree compiles', (name, command) => {
  expect(checksTypes({ name, command })).toBe(true);
});

test.each([
  ['lint', 'npm run lint'],
  ['test', 'npm test'],
  ['test', 'tsc && jest'],
  ['tests-go', 'go build ./... && go test ./...'],
  ['docs', 'builder --distance'],
])('%s: %s does not, or not that alone', (name, command) => {
  expect(checksTypes({ name, command })).toBe(false);
});
