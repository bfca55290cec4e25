// The files through which a step sets outputs, variables, state and paths, and writes its summary.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActionsError } from '../actions-error.ts';

/** The largest summary of one step, in bytes. */
const SUMMARY_LIMIT = 1024 * 1024;

const FILES = {
  GITHUB_OUTPUT: 'set_output',
  GITHUB_ENV: 'set_env',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
} as const;

type FileVariable = keyof typeof FILES;

export interface CommandFiles {
  /** By variable, the file that it names. */
  readonly variables: Readonly<Record<FileVariable, string>>;
}

/** What a step left in its files. */
export interface FileCommands {
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What was refused without making the step fail. */
  readonly warnings: readonly string[];
}

/** Fresh, empty files for one step; `name` tells its files from those of other steps. */
export function createCommandFiles(directory: string, name: string): CommandFiles {
  mkdirSync(directory, { recursive: true });
  const variables = Object.fromEntries(
    Object.entries(FILES).map(([variable, file]) => [variable, join(directory, `${file}_${name}`)]),
  ) as Record<FileVariable, string>;
  for (const path of Object.values(variables)) writeFileSync(path, '');
  return { variables };
}

/** Reads and removes the files. An `ActionsError` says what of their content is not valid. */
export function takeFileCommands(files: CommandFiles): FileCommands {
  try {
    const text = (variable: FileVariable) => readIfThere(files.variables[variable]);
    const env = parsePairs(text('GITHUB_ENV'), 'GITHUB_ENV');
    if (Object.keys(env).some((name) => name.toUpperCase() === 'NODE_OPTIONS')) {
      throw new ActionsError("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    }
    return {
      outputs: parsePairs(text('GITHUB_OUTPUT'), 'GITHUB_OUTPUT'),
      env,
      paths: text('GITHUB_PATH')
        .split(/\r?\n/)
        .filter((line) => line !== ''),
      state: parsePairs(text('GITHUB_STATE'), 'GITHUB_STATE'),
      ...takeSummary(files.variables.GITHUB_STEP_SUMMARY),
    };
  } finally {
    for (const path of Object.values(files.variables)) rmSync(path, { force: true });
  }
}

/** `name=value` lines, and `name<<DELIMITER` … `DELIMITER` for values of several lines. Later names win. */
export function parsePairs(text: string, file: string): Record<string, string> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const pairs: Record<string, string> = {};
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[nameIn(line, equals, file)] = line.slice(equals + 1);
    } else if (heredoc >= 0) {
      const delimiter = line.slice(heredoc + 2);
      if (delimiter === '') throw new ActionsError(`Invalid format '${line}' in ${file}`);
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0)
        throw new ActionsError(`Invalid value in ${file}. Matching delimiter not found '${delimiter}'`);
      pairs[nameIn(line, heredoc, file)] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else {
      throw new ActionsError(`Invalid format '${line}' in ${file}`);
    }
  }
  return pairs;
}

function nameIn(line: string, end: number, file: string): string {
  const name = line.slice(0, end);
  if (name === '') throw new ActionsError(`Invalid format '${line}' in ${file}. Name must not be empty`);
  return name;
}

function takeSummary(path: string): { summary: string; warnings: string[] } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= SUMMARY_LIMIT) return { summary: readIfThere(path), warnings: [] };
  const told = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k.`;
  return { summary: '', warnings: [told] };
}

/** A step may remove its own files. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
