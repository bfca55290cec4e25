// Which tests a run says that it ran. The report is written by the code under test: it is read without trust, in time
// linear in its length, and what it says can only make a result worse.

/** How often each test ran, by its id. Reporters give one name to several tests, so an id is a count and not a member. */
export type TestCounts = ReadonlyMap<string, number>;

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly closes: boolean;
  readonly empty: boolean;
  /** Where the text goes on behind it. */
  readonly end: number;
}

/** What is not a tag, and how it ends (XML 1.0, sections 2.5 to 2.8). */
const OTHER = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

const NAME = /[\w:.-]+/y;
const ATTRIBUTE = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const NOT_RUN = new Set(['notrun', 'disabled', 'skipped', 'suppressed', 'pending']);

/**
 * Tests of a JUnit XML report, by class and name. One that was skipped did not run. An empty map: no such report, or
 * one of no test. There is no standard: these are the elements that Ant, Maven, pytest, jest-junit, Node.js and
 * GoogleTest agree on.
 */
export function countTests(report: string): TestCounts {
  const counts = new Map<string, number>();
  let open: { readonly id: string; ran: boolean } | null = null;
  const close = (): void => {
    if (open?.ran) counts.set(open.id, (counts.get(open.id) ?? 0) + 1);
    open = null;
  };
  for (let at = report.indexOf('<'); at >= 0; at = report.indexOf('<', at)) {
    const other = OTHER.find(([start]) => report.startsWith(start, at));
    if (other !== undefined) {
      const end = report.indexOf(other[1], at + other[0].length);
      if (end < 0) break;
      at = end + other[1].length;
      continue;
    }
    const tag = readTag(report, at);
    at = tag?.end ?? at + 1;
    if (tag?.name === 'testcase') {
      close();
      if (!tag.closes) open = { id: idOf(tag), ran: !isNotRun(tag) };
      if (tag.empty) close();
    } else if ((tag?.name === 'skipped' || tag?.name === 'disabled') && open !== null) open.ran = false;
  }
  return counts;
}

function readTag(text: string, at: number): Tag | null {
  const closes = text[at + 1] === '/';
  NAME.lastIndex = at + (closes ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  const attributes = new Map<string, string>();
  let end = NAME.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(text);
    if (found === null) break;
    attributes.set(found[1]!, found[2] ?? found[3]!);
    end = ATTRIBUTE.lastIndex;
  }
  return { name, attributes, closes, empty: /\s*\/>/y.test(text.slice(end, end + 20)), end };
}

/** Entities stay as they are written: the same reporter writes the same name in the same way. */
function idOf({ attributes }: Tag): string {
  return [attributes.get('classname'), attributes.get('name')].filter(Boolean).join(' > ');
}

function isNotRun({ attributes }: Tag): boolean {
  return ['status', 'result'].some((name) => NOT_RUN.has((attributes.get(name) ?? '').toLowerCase()));
}
