// The slow part: whole workflows with the real actions on the local GitHub, from a push to a pull request.
import config from './jest.config.js';

/** @type {import('jest').Config} */
export default { ...config, roots: ['<rootDir>/test/github'], testPathIgnorePatterns: ['/node_modules/'] };
