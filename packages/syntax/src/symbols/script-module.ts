import type { GitPath } from '@sluice/model';
import type { Importing, ProjectLayout, ScriptPackage } from './project-layout.ts';

const SCRIPT_ENDS = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];
export const SCRIPT_END = /\.[cm]?[jt]sx?$/;

/** The module that `from './a'`, `from '@/a'` or `from 'package/a'` means: by path, by alias, by package. */
export function scriptModule(from: string, importing: Pick<Importing, 'path' | 'layout'>): string | null {
  const { path, layout } = importing;
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const places = /^\.\.?(?:\/|$)/.test(from)
    ? [joined(directory, from)]
    : [...aliased(from, importing), ...packaged(from, layout)];
  for (const place of places) {
    const found = place === null ? null : fileAt(place, layout);
    if (found !== null) return `js:${found.replace(SCRIPT_END, '')}`;
  }
  return null;
}

/** The file of a module scope. */
export function scriptFile(stem: string, layout: ProjectLayout): GitPath | null {
  const end = SCRIPT_ENDS.find((each) => layout.has(stem + each));
  return end === undefined ? null : stem + end;
}

/** A program that imports a `.js` file may mean the `.ts` file that it is made from. */
function fileAt(place: string, layout: ProjectLayout): GitPath | null {
  if (SCRIPT_END.test(place) && layout.has(place)) return place;
  return scriptFile(place.replace(SCRIPT_END, ''), layout) ?? scriptFile(`${place}/index`, layout);
}

function aliased(from: string, { path, layout }: Pick<Importing, 'path' | 'layout'>): string[] {
  return layout.aliases.flatMap(({ directory, pattern, targets }) => {
    const inside = directory === '' || path.startsWith(`${directory}/`);
    const star = inside ? starOf(pattern, from) : null;
    return star === null ? [] : targets.map((target) => target.replace('*', () => star));
  });
}

/** What the star of a pattern stands for in a text; '' where it has none, null where it does not fit. */
function starOf(pattern: string, text: string): string | null {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === text ? '' : null;
  const [head, tail] = [pattern.slice(0, at), pattern.slice(at + 1)];
  const fits = text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
  return fits ? text.slice(head.length, text.length - tail.length) : null;
}

function packaged(from: string, { scriptPackages }: ProjectLayout): (string | null)[] {
  const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/');
  const found = scriptPackages.get(name);
  if (!found) return [];
  const rest = from.slice(name.length + 1);
  const said = exportedBy(found, rest === '' ? '.' : `./${rest}`);
  const usual = rest === '' ? ['src/index', 'index', 'lib/index'] : [rest, `src/${rest}`];
  return [...said.flatMap((target) => [target, ...sources(target)]), ...usual].map((target) =>
    joined(found.directory, target),
  );
}

function exportedBy({ exports }: ScriptPackage, subpath: string): string[] {
  return exports.flatMap((each) => {
    const star = starOf(each.subpath, subpath);
    return star === null ? [] : [each.target.replace('*', () => star)];
  });
}

/** What is built into `dist` stands in `src`, as a rule. */
function sources(target: string): string[] {
  const [, inside] = /^(?:\.\/)?(?:dist|lib|build|out|esm|cjs|types)\/(.+)$/.exec(target) ?? [];
  if (inside === undefined) return [];
  const plain = inside.replace(/^(?:esm|cjs|src|types|node|browser)\//, '').replace(/\.d\.([cm]?ts)$/, '.$1');
  return [`src/${plain}`, plain];
}

function joined(directory: GitPath, relative: string): GitPath | null {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
