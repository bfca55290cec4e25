import { detectNpmInstall } from './detect-npm-install.ts';
import type { Finding, FoundTier, Rung } from './finding.ts';
import { readPackageJson } from './package-json.ts';
import type { PackageJson } from './package-json.ts';
import { NPM, packageManagerOf, type PackageManager } from './package-manager.ts';
import type { Surroundings } from './surroundings.ts';
import type { TreeView } from './tree-view.ts';

const TYPE_SCRIPTS = ['typecheck', 'type-check', 'check-types', 'check:types', 'types', 'tsc'];

/** What `npm init` writes where there are no tests: it always fails. */
const NO_TESTS = /no test specified/;

/** The scripts of the root's package.json, and what they need installed. null: there is no package.json. */
export function detectNpm(view: TreeView, surroundings: Surroundings): Finding | null {
  if (!view.has('package.json')) return null;
  const manifest = readPackageJson(view.text('package.json'));
  if (manifest === null) {
    const notes = ['package.json of the base cannot be read as JSON: nothing was detected from it.'];
    return { ecosystem: 'npm', tiers: [], install: null, notes };
  }
  const manager = packageManagerOf(view, manifest);
  const { install, notes } = detectNpmInstall(view, { manifest, manager }, surroundings);
  // Where it is not installed npm can still run what needs no packages, and scripts of packages that are configured.
  const runner = manager !== null && surroundings.hasProgram(manager.program) ? manager : NPM;
  return { ecosystem: 'npm', tiers: tiersOf(manifest, runner), install, notes };
}

function tiersOf({ scripts }: PackageJson, runner: Pick<PackageManager, 'run'>): FoundTier[] {
  const tiers: FoundTier[] = [];
  const add = (rung: Rung, script: string): void => {
    const command = runner.run(script);
    tiers.push({ rung, command, origin: `script ${JSON.stringify(script)} of package.json` });
  };
  if (scripts.has('lint')) add('lint', 'lint');
  const types = TYPE_SCRIPTS.find((script) => scripts.has(script));
  if (types !== undefined) add('build', types);
  else if (/\btsc\b/.test(scripts.get('build') ?? '')) add('build', 'build');
  const test = scripts.get('test');
  if (test !== undefined && !NO_TESTS.test(test)) add('test', 'test');
  return tiers;
}
