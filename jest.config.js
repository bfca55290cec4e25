/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Whole workflows on the local GitHub are a part of their own: `npm run test:workflows`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/github/', '<rootDir>/test/attacks/3[789]-'],
  extensionsToTreatAsEsm: [],
  transform: { '\\.ts$': '<rootDir>/scripts/jest-transform.cjs' },
  // Some packages offer ES modules alone, under the condition `import`; node loads them with --experimental-vm-modules.
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'import'] },
  // Looking up a global in the context of a test file is slow: what inner loops use is given to each module by name.
  // Not those that some package declares itself (Number, Promise, Set, String, Symbol): it would not load.
  sandboxInjectedGlobals: ['Array', 'JSON', 'Map', 'Math', 'Object', 'RegExp'],
  setupFiles: ['<rootDir>/test/support/property-seed.ts'],
  // For what hangs, not for what is slow: a busy machine takes four times as long as an idle one.
  testTimeout: 180_000,
  // One core less would be one worker on the two cores that the suite is made for.
  maxWorkers: '100%',
};
