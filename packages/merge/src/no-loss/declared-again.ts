import { countsOf, type Counts } from '../counts/counts.ts';
import type { FileSides } from '../file-sides.ts';
import type { Loss } from './loss.ts';

/** The first line of a function or type that belongs to no other, in any of the languages that are usual. */
const DECLARED =
  /^(?:(?:export|default|public|private|internal|static|final|async|pub|abstract|open|data|sealed)\s+)*(?:def|class|func|function|fn|fun|sub|type|interface|enum|struct|trait|record|protocol|object)\s+[\w$]{2}[^{(:]*[{(:]/;

/**
 * Functions and types that both sides added and a merged text has twice, by their first lines: for programs that cannot be
 * read, of which nothing else is known.
 */
export function declaredAgain({ base, ours, theirs }: FileSides, text: string): Loss[] {
  const [before, mine, other, now] = [base, ours, theirs, text].map((version) => declarations(version ?? ''));
  return [...now!].flatMap(([line, count]): Loss[] => {
    const added = !before!.has(line) && mine!.has(line) && other!.has(line);
    return added && count > Math.max(mine!.get(line)!, other!.get(line)!)
      ? [{ kind: 'twice', side: 'ours', line }]
      : [];
  });
}

function declarations(text: string): Counts {
  return countsOf(
    text
      .split('\n')
      .filter((line) => DECLARED.test(line))
      .map((line) => line.trimEnd()),
  );
}
