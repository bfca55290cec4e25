import fc from 'fast-check';
import { parsers } from 'prettier/plugins/markdown';
import { MARKDOWN_LIMIT, markdownCode, markdownReport, markdownText, plainText } from '@sluice/deliver';
import { runResultSchema, type RunResult } from '@sluice/model';
import { markdownCellCode, markdownLog } from '../../packages/deliver/src/markdown-text.ts';
import { hostileResult, HOSTILE_TEXT, manyResult } from '../support/hostile-run-results.ts';
import { mixedResult } from '../support/run-results.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** A parser that was not written here: remark, as prettier ships it. */
function parse(markdown: string): Node[] {
  const root = (parsers.markdown.parse as (text: string, options: object) => Node)(markdown, {
    originalText: markdown,
  });
  const flatten = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flatten)];
  return flatten(root);
}

const kinds = (markdown: string): Set<string> => new Set(parse(markdown).map((node) => node.type));
const TOKENS = [
  '`',
  '``',
  '|',
  '\\',
  '\\|',
  '<',
  '>',
  '&',
  '@',
  '@team',
  '#1',
  'GH-1',
  'fixes ',
  '[a](b)',
  '![i](u)',
  '[^1]',
  'http://a.b',
  'www.a.b',
  '*',
  '**',
  '_',
  '~~',
  '\n',
  '\r\n',
  '\n\n# h',
  '---',
  '1. ',
  '- ',
  '+ ',
  '> ',
  '    ',
  '$x$',
  '&lt;',
  '<!--',
  '\u202e',
  '\u0000',
  '\ud800',
  'a@b.c',
  ':tada:',
  'x',
  ' ',
];
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 }).map((parts) => parts.join('')),
);

describe('text by others in Markdown', () => {
  test('is text and nothing else, wherever a paragraph begins', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = markdownText(text);
        expect(
          [...kinds(shown)].filter(
            (kind) => !['root', 'paragraph', 'text', 'sentence', 'word', 'whitespace'].includes(kind),
          ),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('reads as it was written, when it has no unseen characters', () => {
    const words = fc.array(
      fc.constantFrom('*a*', '_b_', '`c`', '[d](e)', '<f>', '&amp;', '1.', '-', '#', '\\', '|', '~g~', '!'),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        const read = parse(markdownText(text))
          .map((node) => node.value ?? '')
          .join('');
        expect(read).toBe(text);
      }),
    );
  });

  test('has no raw angle bracket, pipe, mention, reference, link or line break', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(markdownText(text)).not.toMatch(
          /[<>|\n\r]|@(?!&#8203;)|(?<!&)#\d|GH-\d|:\/\/|www\.|[\p{Cc}\p{Cf}]/iu,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('is one code span as code, with every character in it', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const plain = plainText(text);
        fc.pre(plain.trim() !== '' && plain.length < 100);
        const spans = parse(`x ${markdownCode(text)} y`).filter((node) => node.type === 'inlineCode');
        expect(spans.map((node) => node.value!.trim())).toEqual([plain.trim()]);
      }),
      { numRuns: 500 },
    );
  });

  test('stays in its cell of a table', () => {
    fc.assert(
      fc.property(nasty, nasty, (code, text) => {
        const cells = parse(
          `| a | b | c |\n| --- | --- | --- |\n| ${markdownCellCode(code)} | ${markdownText(text)} | end |\n`,
        ).filter((node) => node.type === 'tableRow')[1]!.children!;
        expect(cells).toHaveLength(3);
        expect(cells[2]!.children!.map((node) => node.value)).toEqual(['end']);
      }),
      { numRuns: 500 },
    );
  });

  test('cannot close the fence of a log', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const blocks = parse(`before\n\n${markdownLog(`a\n${text}\nb`, 50, 5000)}\n\nafter`).filter((node) =>
          ['code', 'paragraph', 'html', 'heading'].includes(node.type),
        );
        expect(blocks.map((node) => node.type)).toEqual(['paragraph', 'code', 'paragraph']);
      }),
    );
  });
});

describe('the report of a mixed run', () => {
  const report = markdownReport(mixedResult());

  test('begins with the verdict and the decision, and ends with what is next', () => {
    expect(report.split('\n')[0]).toBe(
      '**4 of 8 branches are in sluice/checkpoint-3; 2 held, 1 rejected and 1 excluded.** Merge the checkpoint (4 branches), or leave it. 1 conflict waits for a choice and does not block it.',
    );
    expect(report.lastIndexOf('**Next:**')).toBeGreaterThan(report.lastIndexOf('###'));
  });

  test('is bound to base, validated tree and checkpoint', () => {
    const { base, checkpoint } = mixedResult();
    for (const id of [base.sha, checkpoint!.tree, checkpoint!.commit]) expect(report).toContain(`\`${id}\``);
  });

  test('says of each conflict what was dropped', () => {
    expect(report).toContain('**Dropped:** nothing.');
    expect(report).toContain('`src/config.ts`: 12 lines that claude/typed-settings adds');
  });

  test('names each branch that does not land, with the failing set, the log and the next step', () => {
    expect(report).toContain('Smallest failing set: `claude/cart-discounts`');
    expect(report).toContain('Expected: 107.1');
    expect(report.match(/- Next step: /g)).toHaveLength(4);
  });

  test('has a command to revert each branch that landed', () => {
    expect(report.match(/^- `claude\/[^`]+`: `git revert -m 1 /gm)).toHaveLength(4);
  });
});

describe('a report about hostile branches', () => {
  const report = markdownReport(hostileResult());

  test('warns first that no tests ran', () => {
    expect(report.startsWith('> [!WARNING]\n> **No tests ran')).toBe(true);
  });

  test('has no HTML, link, image, heading or table of theirs', () => {
    const nodes = parse(report);
    expect(
      nodes.filter((node) =>
        [
          'html',
          'link',
          'linkReference',
          'image',
          'imageReference',
          'footnoteReference',
          'definition',
        ].includes(node.type),
      ),
    ).toEqual([]);
    const headings = nodes
      .filter((node) => node.type === 'heading')
      .map((node) => node.children!.map((child) => child.value).join(''));
    expect(headings).toEqual([
      'Branches',
      'Read these first',
      'Conflicts',
      'Dependencies',
      'To look at: shared symbols',
      'Language model',
      'Tiers',
      'Not landed',
      'Revert one branch',
    ]);
    const rows = nodes.filter((node) => node.type === 'tableRow').map((row) => row.children!.length);
    expect(new Set(rows)).toEqual(new Set([6]));
  });

  test('mentions nobody outside of code', () => {
    const text = parse(report)
      .filter((node) => node.type === 'text')
      .map((node) => node.value!)
      .join('\n');
    expect(text).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.\w/);
  });
});

describe('a report that would be too long', () => {
  test.each([300, 1000, 3000])(
    'is cut to what GitHub takes and says what was cut, for %i branches',
    (size) => {
      const report = markdownReport(manyResult(size));
      expect(report.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
      expect(report).toMatch(/_\d+ of \d+ branches are not shown here/);
      expect(report).toContain('**Next:**');
    },
  );

  test('is cut even if every text is as long as it can be', () => {
    const long = HOSTILE_TEXT.repeat(200);
    const hostile = hostileResult();
    const stretch = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(stretch)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value).map(([key, each]) => [
                key,
                ['detail', 'task', 'log', 'path', 'tier', 'sandbox', 'reproduce', 'command'].includes(key)
                  ? long
                  : ['notes', 'dropped', 'risk'].includes(key)
                    ? Array(300).fill(long)
                    : stretch(each),
              ]),
            )
          : value;
    expect(markdownReport(stretch(hostile) as RunResult).length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
  });
});

test('the samples are results that the contract allows', () => {
  for (const result of [mixedResult(), hostileResult(), manyResult()])
    expect(() => runResultSchema.parse(result)).not.toThrow();
});
