// Two agents who change the same line, so that no rule can join them: one retries, one sets a time limit.
import { repository, type Files, type Repository } from '../repository.ts';

export const LOAD = 'src/load.js';
export const BASE = `const { send } = require('./send');

// Fetches one page.
function load(url) {
  return send(url);
}

module.exports = { load };
`;
export const RETRIES = BASE.replace('return send(url);', 'return retry(() => send(url), 3);').replace(
  '// Fetches',
  'function retry(run, times) {\n  return times > 1 ? run() ?? retry(run, times - 1) : run();\n}\n\n// Fetches',
);
export const LIMITS = BASE.replace('return send(url);', 'return send(url, { timeout: TIMEOUT });').replace(
  'module.exports = { load }',
  'const TIMEOUT = 5000;\n\nmodule.exports = { load, TIMEOUT }',
);
/** What a careful person would make of both. */
export const BOTH = RETRIES.replace('send(url), 3)', 'send(url, { timeout: TIMEOUT }), 3)').replace(
  'module.exports = { load }',
  'const TIMEOUT = 5000;\n\nmodule.exports = { load, TIMEOUT }',
);
export const README =
  '# Pages\n\nOne function, in load.js.\n\nIt asks once and waits for ever.\n\nNothing else is here.\n';
const TEST = `const { load } = require('./src/load');
if (load('x') !== 'page x') process.exit(1);
`;

export const POLICY = `tiers: [{name: test, command: node test.js}]
install: none
model: {use: offer, intents: off}
`;

/** The repository with both branches; `policy` and further files of either branch may be given. */
export function twoAgents({
  policy = POLICY,
  files = {},
  retries = {},
  limits = {},
}: { policy?: string; files?: Files; retries?: Files; limits?: Files } = {}): Repository {
  const repo = repository({
    '.sluice.yml': policy,
    [LOAD]: BASE,
    'src/send.js': 'module.exports = { send: (url) => `page ${url}` };\n',
    'test.js': TEST,
    'README.md': README,
    ...files,
  });
  repo.commit('claude/retries', { [LOAD]: RETRIES, ...retries }, { message: 'Retry pages that do not come' });
  repo.commit(
    'claude/limits',
    { [LOAD]: LIMITS, 'limits.txt': 'five seconds\n', ...limits },
    { message: 'Give up on a page after five seconds' },
  );
  return repo;
}
