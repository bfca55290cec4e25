import { namesUsed, type Outline } from '@sluice/syntax';

/** Names that a program uses and that are not `bound`, with the line of the first use outside of imports. */
export function freeNames({ tree, list }: Outline, bound: ReadonlySet<string>): Map<string, number> {
  const inImports = list.items.filter((item) => item.role === 'import').map((item) => item.core);
  const names = new Map<string, number>();
  let next = 0;
  for (const { name, how, start, line } of namesUsed(tree)) {
    while (next < inImports.length && inImports[next]!.end <= start) next++;
    const imported = next < inImports.length && inImports[next]!.start <= start;
    if (how === 'name' && !imported && !bound.has(name) && !names.has(name)) names.set(name, line);
  }
  return names;
}
