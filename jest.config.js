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
  setupFiles: ['<rootDir>/test/support/property-seed.ts'],
  testTimeout: 60_000,
  // One core less would be one worker on the two cores that the suite is made for.
  maxWorkers: '100%',
};
