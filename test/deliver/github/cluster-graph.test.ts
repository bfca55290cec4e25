import fc from 'fast-check';
import { clusterGraph } from '@sluice/deliver';
import { hostileResult, manyResult } from '../../support/hostile-run-results.ts';
import { mixedResult } from '../../support/run-results.ts';

// Every line that we write, and nothing else: no quote, bracket, directive, icon or markup can come from a label.
const TEXT = String.raw`[‖✓✗–\p{L}\p{N}\p{M} /.…-]|#\d+;`;
const LINES = [
  /^graph LR$/,
  /^ {2}classDef (?:landed|held|out) stroke:#[0-9a-f]{6},stroke-width:2px(?:,stroke-dasharray:\d \d)?$/,
  new RegExp(`^ {2}subgraph s\\d+ \\["(?:${TEXT})+"\\]$`, 'u'),
  new RegExp(`^ {4}n\\d+\\["(?:${TEXT})+"\\](?::::(?:landed|held|out))?$`, 'u'),
  new RegExp(`^ {4}n\\d+\\(\\["(?:${TEXT})+"\\]\\)$`, 'u'),
  new RegExp(`^ {4}n\\d+ ---(?:\\|"(?:${TEXT})+"\\|)? n\\d+$`, 'u'),
  /^ {2}end$/,
];

function expectGrammar(source: string): void {
  expect(source.split('\n').filter((line) => !LINES.some((form) => form.test(line)))).toEqual([]);
  const nodes = [...source.matchAll(/^ {4}(n\d+)[[(]/gm)].map((match) => match[1]);
  expect(new Set(nodes).size).toBe(nodes.length);
  for (const [, from, to] of source.matchAll(/^ {4}(n\d+) ---(?:\|.*\|)? (n\d+)$/gm))
    expect(nodes).toEqual(expect.arrayContaining([from, to]));
  expect(source.length).toBeLessThan(50_000);
  expect(source.split(' ---').length - 1).toBeLessThan(500);
}

test('draws contended clusters, with a sign for what became of each branch', () => {
  const { source, left } = clusterGraph(mixedResult());
  expectGrammar(source);
  expect(left).toEqual([]);
  expect(source).toContain('n1["‖ claude/rename-config-module"]:::held');
  expect(source).toContain('n1 ---|"overlap src/config.ts and 1 more"| n2');
  expect(source).not.toContain('dark-mode');
});

test('ties many branches through one spot, without pairs', () => {
  const { source } = clusterGraph(manyResult(100));
  expectGrammar(source);
  expect(source.match(/^ {4}n31 --- n\d+$/gm)).toHaveLength(30);
});

test('draws hostile names as names', () => {
  expectGrammar(clusterGraph(hostileResult()).source);
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc
      .array(
        fc.constantFrom(
          '"]',
          '%%{init:',
          '}%%',
          '\n',
          'end',
          ':::x',
          '-->',
          '`',
          '<b>',
          'fa:fa-x',
          '#quot;',
          '$$',
          '1. ',
        ),
        { minLength: 1 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, text, (a, b, path) => {
      fc.pre(a !== b);
      const edges = [{ among: [a, b], kind: 'content' as const, path }];
      expectGrammar(
        clusterGraph({
          clusters: [{ id: path, branches: [a, b], edges }],
          branches: [{ name: a, status: 'held' }],
        }).source,
      );
    }),
  );
});

test('leaves to the table what is too large to draw, and draws the rest', () => {
  const names = Array.from({ length: 400 }, (_, i) => `claude/b${i}`);
  const huge = { id: 'c1', branches: names, edges: [{ among: names, kind: 'add' as const, path: 'a' }] };
  const small = {
    id: 'c2',
    branches: ['x', 'y'],
    edges: [{ among: ['x', 'y'], kind: 'add' as const, path: 'b' }],
  };
  const graph = clusterGraph({ clusters: [huge, small], branches: [] });
  expectGrammar(graph.source);
  expect(graph.left).toEqual(['c1']);
  expect(graph.source).toContain('n1["x"]');
});

test('draws nothing where nothing contends', () => {
  expect(clusterGraph({ clusters: [{ id: 'c1', branches: ['x'], edges: [] }], branches: [] })).toEqual({
    source: '',
    left: [],
  });
});
