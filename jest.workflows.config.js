// The slow part: whole workflows with the real actions on the local GitHub, from a push to a pull request.
import config from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...config,
  // The attacks that are races between jobs, with the rest.
  testMatch: ['<rootDir>/test/github/**/*.test.ts', '<rootDir>/test/attacks/3[789]-*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
