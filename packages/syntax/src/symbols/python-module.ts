import type { Importing, ProjectLayout } from './project-layout.ts';

/** The module that `from .a import` or `import a.b` means: beside the file or above it, in `src`, or where it alone is. */
export function pythonModule(
  from: string,
  { path, layout }: Pick<Importing, 'path' | 'layout'>,
): string | null {
  const dots = /^\.*/.exec(from)![0].length;
  const names = from
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  const parents = path.split('/').slice(0, -1);
  if (dots > parents.length + 1) return null;
  const roots =
    dots > 0
      ? [parents.slice(0, parents.length - dots + 1)]
      : [...above(parents), ...alone(names[0], layout)];
  for (const root of roots) {
    const target = [...root, ...names].join('/');
    if (layout.has(`${target}.py`) || layout.has(`${target}/__init__.py`)) return `py:${target}`;
  }
  return null;
}

/** Each directory above, with the `src` in it after it. */
function above(parents: readonly string[]): string[][] {
  const directories = [...parents.keys(), parents.length].map((i) => parents.slice(0, i)).reverse();
  return directories.flatMap((directory) => [directory, [...directory, 'src']]);
}

function alone(name: string | undefined, layout: ProjectLayout): string[][] {
  const root = name === undefined ? null : layout.pythonRoot(name);
  return root === null ? [] : [root === '' ? [] : root.split('/')];
}
