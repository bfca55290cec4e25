import type { Claim } from '@sluice/model';
import type { KeyReader } from './key-reader.ts';

/** A file with more, or with longer names, is made by machines. */
const MOST_KEYS = 20_000;
const MOST_DEPTH = 100;
const LONGEST_PATH = 200;

/** The keys below a node, in the order of the text, each in its mapping (`jobs.test.steps[2]`); null: too many, or too deep. */
export function walkKeys<Node>(text: string, root: Node, reader: KeyReader<Node>): readonly Claim[] | null {
  const found: Claim[] = [];
  const known = new Map<string, string>();
  const lineOf = lineCounter(text);
  const walk = (node: Node, path: string, depth: number): boolean =>
    depth < MOST_DEPTH &&
    reader.entries(node, lineOf).every(({ names, line, value }) => {
      const [scope, whole] = [joined(path, names.slice(0, -1)), joined(path, names)];
      if (whole.length > LONGEST_PATH || isUnseen(whole)) return true;
      const name = names.at(-1);
      if (typeof name !== 'string') return walk(value, whole, depth + 1);
      const said = reader.said?.(text, value) ?? '';
      const first = known.get(whole);
      if (first === undefined || !reader.said || first !== said)
        found.push({ kind: 'key', scope, name, line });
      if (first !== undefined) return true;
      known.set(whole, said);
      return found.length <= MOST_KEYS && walk(value, whole, depth + 1);
    });
  return walk(root, '', 0) ? found : null;
}

/** Whether it would show as something else where it is printed. */
function isUnseen(name: string): boolean {
  return /[^ -~]/.test(name) && /[\p{C}\u2028\u2029]/u.test(name);
}

function joined(path: string, names: readonly (string | number)[]): string {
  return names.reduce<string>((whole, name) => {
    if (typeof name === 'number') return `${whole}[${name}]`;
    return whole === '' ? name : `${whole}.${name}`;
  }, path);
}

/** Lines of places that come in the order of the text, almost. */
function lineCounter(text: string): (at: number) => number {
  let [from, line] = [0, 1];
  return (at) => {
    if (at < from) [from, line] = [0, 1];
    for (let next = text.indexOf('\n', from); next >= 0 && next < at; next = text.indexOf('\n', from)) {
      from = next + 1;
      line += 1;
    }
    return line;
  };
}
