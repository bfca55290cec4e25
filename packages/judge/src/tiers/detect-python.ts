import type { Finding, FoundTier } from './finding.ts';
import type { TreeView } from './tree-view.ts';

/** Files that configure pytest, and what in them does (its documentation, 'Configuration'). */
const PYTEST: readonly (readonly [path: string, section: RegExp])[] = [
  ['pytest.ini', /^/],
  ['.pytest.ini', /^/],
  ['pyproject.toml', /^\s*\[tool\.pytest(?:\.ini_options)?\]/m],
  ['tox.ini', /^\s*\[pytest\]/m],
  ['setup.cfg', /^\s*\[tool:pytest\]/m],
];

const RUFF: readonly (readonly [path: string, section: RegExp])[] = [
  ['ruff.toml', /^/],
  ['.ruff.toml', /^/],
  ['pyproject.toml', /^\s*\[tool\.ruff(?:\]|\.)/m],
];

/** pytest's own rule for what is a test file. */
const TEST_FILE = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/;

const DEPENDENCIES: readonly (readonly [path: string, section: RegExp])[] = [
  ['requirements.txt', /^\s*[^\s#-]/m],
  ['pyproject.toml', /^\s*dependencies\s*=\s*\[\s*["'#]|^\s*\[tool\.poetry\.dependencies\]/m],
  ['Pipfile', /^\s*\[packages\]/m],
  ['setup.cfg', /^\s*install_requires\s*=/m],
];

/**
 * pytest, where it is configured or has test files, and ruff, where it is configured and installed: a linter that is
 * missing is left out with a note, tests that cannot run are not. null: neither is there.
 */
export function detectPython(view: TreeView, hasProgram: (name: string) => boolean): Finding | null {
  const tiers: FoundTier[] = [];
  const notes: string[] = [];
  const ruff = firstMatch(view, RUFF);
  if (ruff !== null && hasProgram('ruff')) {
    tiers.push({ rung: 'lint', command: 'ruff check .', origin: `ruff is configured in ${ruff}` });
  } else if (ruff !== null) {
    notes.push(`ruff is configured in ${ruff} and not installed: it is left out.`);
  }
  const tests = originOfTests(view);
  if (tests !== null) {
    tiers.push({ rung: 'test', command: pytestCommand(view), origin: tests });
    notes.push(...dependencyNotes(view));
  }
  return tiers.length + notes.length === 0 ? null : { ecosystem: 'python', tiers, install: null, notes };
}

function originOfTests(view: TreeView): string | null {
  const configured = firstMatch(view, PYTEST);
  if (configured !== null) return `pytest is configured in ${configured}`;
  const file = view.paths.find((path) => TEST_FILE.test(path));
  return file === undefined ? null : `test files such as ${file}`;
}

/** Packages under `src` are found by pytest only when they are installed or on the path. */
function pytestCommand(view: TreeView): string {
  const underSrc = view.paths.some((path) => /^src\/[^/]+(?:\/__init__)?\.py$/.test(path));
  return `${underSrc ? 'PYTHONPATH=src ' : ''}python3 -m pytest -q`;
}

function dependencyNotes(view: TreeView): string[] {
  const named = firstMatch(view, DEPENDENCIES);
  if (named === null) return [];
  return [
    `${named} names dependencies: they are taken from the Python that is installed, unless install is configured.`,
  ];
}

function firstMatch(view: TreeView, candidates: typeof PYTEST): string | null {
  for (const [path, section] of candidates) {
    const text = view.text(path);
    if (text !== null && section.test(text)) return path;
  }
  return null;
}
