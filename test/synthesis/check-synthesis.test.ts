import { checkSynthesis, type AnswerTools, type Conflict, type SynthesisAnswer } from '@sluice/synthesis';
import { lossOf } from '../support/loss-words.ts';

const BASE = `import { send } from './send';

// Fetches one page.
export function load(url: string) {
  return send(url);
}

export const LIMIT = 10;
`;
const OURS = BASE.replace('return send(url);', 'return withRetry(() => send(url));').replace(
  "'./send';\n",
  "'./send';\nimport { withRetry } from './retry';\n",
);
const THEIRS = BASE.replace('return send(url);', 'return send(url, { timeout: TIMEOUT });').replace(
  'export const LIMIT',
  'export const TIMEOUT = 5000;\nexport const LIMIT',
);
const BOTH = OURS.replace('send(url))', 'send(url, { timeout: TIMEOUT }))').replace(
  'export const LIMIT',
  'export const TIMEOUT = 5000;\nexport const LIMIT',
);
const README = '# Client\n\nSee load.ts.\n\nIt asks once.\n\nThe limit is 10.\n\nMore to come.\n';

const CONFLICT: Conflict = {
  branch: 'claude/timeout',
  onto: ['claude/retry'],
  strategy: 'port',
  files: [{ path: 'src/load.ts', base: BASE, ours: OURS, theirs: THEIRS }],
  documents: [{ path: 'README.md', text: README }],
  neighbours: [],
  intents: [],
};
const ANSWER: SynthesisAnswer = {
  possible: true,
  why: 'Both are kept.',
  winner: 'candidate',
  files: [{ path: 'src/load.ts', text: BOTH }],
  documents: [],
  glue: [],
  leftOut: [],
  confidence: 0.8,
  suspicious: [],
};
const TOOLS: AnswerTools = { parses: () => null, lossOf };

function why(
  over: Partial<SynthesisAnswer>,
  conflict: Partial<Conflict> = {},
  tools: Partial<AnswerTools> = {},
): string {
  const checked = checkSynthesis(
    { ...ANSWER, ...over },
    { ...CONFLICT, ...conflict },
    { ...TOOLS, ...tools },
  );
  return checked.kind === 'dropped' ? checked.why.join('; ') : '';
}
const text = (content: string): Partial<SynthesisAnswer> => ({
  files: [{ path: 'src/load.ts', text: content }],
});
const insert = (line: string): Partial<SynthesisAnswer> =>
  text(BOTH.replace('// Fetches', `${line}\n// Fetches`));

test('an answer with the work of both sides is sound', () => {
  expect(checkSynthesis(ANSWER, CONFLICT, TOOLS)).toMatchObject({
    kind: 'sound',
    resolution: { files: [{ path: 'src/load.ts', text: BOTH }], winner: 'candidate', confidence: 0.8 },
  });
});

test.each<[string, Partial<SynthesisAnswer>, RegExp]>([
  [
    'another path',
    { files: [...ANSWER.files, { path: 'src/evil.ts', text: 'x' }] },
    /writes to "src\/evil.ts", which is not contended/,
  ],
  [
    'a workflow',
    { files: [...ANSWER.files, { path: '.github/workflows/x.yml', text: 'x' }] },
    /"\.github\/workflows\/x\.yml"/,
  ],
  ['a way out of the tree', { files: [...ANSWER.files, { path: '../../x', text: 'x' }] }, /not contended/],
  [
    'another document',
    { documents: [{ path: 'docs/b.md', text: 'x', why: '' }] },
    /"docs\/b.md", which is not contended/,
  ],
  ['no file at all', { files: [] }, /has no text for "src\/load.ts"/],
  ['a file twice', { files: [...ANSWER.files, ...ANSWER.files] }, /gives a file twice/],
  ['conflict markers', insert('<<<<<<< ours'), /conflict markers: "<<<<<<< ours"/],
  ['a bidi override', insert('// \u202e'), /nobody sees: "U\+202E"/],
  ['a zero width space', insert('// a\u200bb'), /"U\+200B"/],
  ['a tag character', insert('// \u{e0041}'), /"U\+E0041"/],
  ['an address', insert('// see https://evil.example/x'), /address that neither side has/],
  [
    'an import',
    insert("import evil from 'evil-package';"),
    /imports what neither side imports: "evil-package"/,
  ],
  ['a module of the runtime', insert("const cp = require('node:child_process');"), /imports what/],
  ['a call out', insert('eval(url);'), /reaches out of the program: "eval"/],
  ['new code that it does not own up to', insert('const extra = 1;'), /adds extra without naming it as glue/],
  ['a lost addition of the branch', text(OURS), /lacks names that the branch added: "timeout", "TIMEOUT"/],
  ['a lost addition of the candidate', text(THEIRS), /lacks names that the candidate added: "withRetry"/],
  [
    'a lost line that nobody touched',
    text(BOTH.replace('export const LIMIT = 10;\n', '')),
    /neither side touched/,
  ],
  ['the rest left unsaid', text('// ... rest unchanged\n'), /neither side touched/],
  [
    'a function twice',
    insert('export function load(url: string) {'),
    /would be there twice: export function load/,
  ],
  ['a text without end', text(BOTH + '// x\n'.repeat(4_000)), /much longer than both sides/],
  [
    'a secret',
    insert(`// ${['ghp', '0123456789abcdefghij0123456789abcdef'].join('_')}`),
    /looks like a secret/,
  ],
  ['its own word that something is missing', { leftOut: ['the timeout'] }, /leaves out: the timeout/],
  ['no way', { possible: false, why: 'They contradict.' }, /sees no way: They contradict/],
  [
    'a document written anew',
    { documents: [{ path: 'README.md', text: '# All new\n', why: '' }] },
    /changes more than what became wrong/,
  ],
  [
    'glue without its comment',
    {
      ...insert('const extra = 1;'),
      glue: [{ path: 'src/load.ts', comment: '// joins them both', why: 'x' }],
    },
    /comment of its glue is not in the file/,
  ],
])('%s: dropped', (_, over, words) => {
  expect(why(over)).toMatch(words);
});

test('what the parser and the law of merges say counts', () => {
  expect(why({}, {}, { parses: () => false })).toMatch(/does not parse/);
  expect(why({}, {}, { lossOf: () => ['it loses the function f'] })).toMatch(/loses the function f/);
});

test('glue is accepted where the file says what it joins, and told', () => {
  const comment = '// Joins retries and timeouts.';
  const glued = insert(`${comment}\nconst patience = TIMEOUT;`);
  const checked = checkSynthesis(
    { ...ANSWER, ...glued, glue: [{ path: 'src/load.ts', comment, why: 'Both wait.' }] },
    CONFLICT,
    TOOLS,
  );
  expect(checked).toMatchObject({ kind: 'sound', resolution: { glue: [{ comment, why: 'Both wait.' }] } });
});

test('what a side has said before is no word about glue, and glue elsewhere is not told', () => {
  const fetches = { path: 'src/load.ts', comment: '// Fetches one page.', why: 'It is needed.' };
  expect(why({ glue: [fetches] })).toMatch(/the comment of its glue was there before/);
  const elsewhere = { path: '../x', comment: '// Joins both.', why: 'It is needed.' };
  const checked = checkSynthesis({ ...ANSWER, glue: [elsewhere] }, CONFLICT, TOOLS);
  expect(checked).toMatchObject({ kind: 'sound', resolution: { glue: [] } });
});

test('no word of a model tells a secret', () => {
  const secret = ['ghp', '0123456789abcdefghij0123456789abcdef'].join('_');
  const checked = checkSynthesis({ ...ANSWER, why: `Use ${secret}.` }, CONFLICT, TOOLS);
  expect(checked).toMatchObject({ resolution: { why: 'Use [a token of a forge was here].' } });
});

test('a document that became wrong is corrected in place', () => {
  const corrected = README.replace('It asks once.', 'It asks again after a timeout.');
  const checked = checkSynthesis(
    { ...ANSWER, documents: [{ path: 'README.md', text: corrected, why: 'It retries now.' }] },
    CONFLICT,
    TOOLS,
  );
  expect(checked).toMatchObject({
    kind: 'sound',
    resolution: { documents: [{ path: 'README.md', text: corrected }] },
  });
});

describe('a comment that became wrong', () => {
  const says = (comment: string): Partial<SynthesisAnswer> =>
    text(BOTH.replace('// Fetches one page.', comment));

  test('is corrected, and told', () => {
    const checked = checkSynthesis(
      { ...ANSWER, ...says('// Fetches one page, three times.') },
      CONFLICT,
      TOOLS,
    );
    expect(checked).toMatchObject({
      kind: 'sound',
      resolution: { comments: [{ path: 'src/load.ts', was: '// Fetches one page.' }] },
    });
  });

  test('is not taken out, and none that steers a tool is touched', () => {
    expect(why(says('//'))).toMatch(/neither side touched/);
    const steered = (value: string): string =>
      value.replace('// Fetches one page.', '// eslint-disable-next-line');
    const files = [
      { path: 'src/load.ts', base: steered(BASE), ours: steered(OURS), theirs: steered(THEIRS) },
    ];
    expect(why(says('// It may be called with anything.'), { files })).toMatch(/neither side touched/);
  });
});

test('a path that a policy left open is still closed where it decides what runs', () => {
  const files = [{ path: 'Makefile', base: 'a:\n', ours: 'a:\n\tb\n', theirs: 'a:\n\tc\n' }];
  expect(why({ files: [{ path: 'Makefile', text: 'a:\n\tb\n\tc\n' }] }, { files })).toMatch(
    /nothing may write to "Makefile"/,
  );
});

test('line ends of the file are kept', () => {
  const crlf = (value: string): string => value.replaceAll('\n', '\r\n');
  const files = [{ path: 'src/load.ts', base: crlf(BASE), ours: crlf(OURS), theirs: crlf(THEIRS) }];
  const checked = checkSynthesis({ ...ANSWER, ...text(BOTH.trimEnd()) }, { ...CONFLICT, files }, TOOLS);
  expect(checked).toMatchObject({ kind: 'sound', resolution: { files: [{ text: crlf(BOTH) }] } });
});
