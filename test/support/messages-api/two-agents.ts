// Two agents who change the same line, so that no rule can join them: one retries, one sets a time limit.
import { repository, type Files, type Repository } from '../repository.ts';

export const LOAD = 'src/load.js';
const RETRY = `function retry(run, times) {
  return times > 1 ? run() ?? retry(run, times - 1) : run();
}

`;
const WITHIN = `const TIMEOUT = 5000;

function within(ms, page) {
  return ms > 0 ? page : undefined;
}

module.exports = { load, TIMEOUT };
`;

function program(call: string, above = '', below = 'module.exports = { load };\n'): string {
  return `const { send } = require('./send');\n\n${above}// Fetches one page.\nfunction load(url) {\n  return ${call};\n}\n\n${below}`;
}

export const BASE = program('send(url)');
export const RETRIES = program('retry(() => send(url), 3)', RETRY);
export const LIMITS = program('within(TIMEOUT, send(url))', '', WITHIN);
/** What a careful person would make of both. */
export const BOTH = program('retry(() => within(TIMEOUT, send(url)), 3)', RETRY, WITHIN);
export const README =
  '# Pages\n\nOne function, in load.js.\n\nIt asks once and waits for ever.\n\nNothing else is here.\n';
const TEST = `const { load } = require('./src/load');
if (load('x') !== 'page x') process.exit(1);
`;

export const POLICY = `tiers: [{name: test, command: node test.js}]
install: none
merge: {min-confidence: 1}
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
