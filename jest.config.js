/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: [],
  transform: { '\\.ts$': '<rootDir>/scripts/jest-transform.cjs' },
  testTimeout: 60_000,
};
