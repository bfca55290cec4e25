// `run:` steps.
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ActionsError } from '../actions-error.ts';
import { evaluateText, type Scope } from '../contexts/evaluate.ts';
import type { Context } from '../contexts/github-context.ts';
import type { RunAction } from '../workflow/workflow.ts';
import { executeProcess, type StageResult } from './execute-process.ts';
import type { JobSession } from './job-session.ts';
import type { StepRun } from './step-run.ts';

interface Shell {
  readonly template: string;
  readonly extension: string;
}

/** What `shell:` words mean. Source: GitHub's documentation of `jobs.<id>.steps[*].shell`. */
const SHELLS: Readonly<Record<string, Shell>> = {
  bash: { template: 'bash --noprofile --norc -eo pipefail {0}', extension: '.sh' },
  sh: { template: 'sh -e {0}', extension: '.sh' },
  python: { template: 'python {0}', extension: '.py' },
};

/** Without `shell:` there is no pipefail. */
const UNNAMED: Shell = { template: 'bash -e {0}', extension: '.sh' };

const WINDOWS_SHELLS = ['cmd', 'powershell', 'pwsh'];

export interface ScriptPlace {
  readonly scope: Scope;
  readonly env: Readonly<Record<string, string>>;
  readonly action: Context;
  /** Inside a composite action the job's defaults do not count. */
  readonly isComposite: boolean;
}

export async function runScript(
  session: JobSession,
  step: StepRun,
  action: RunAction,
  place: ScriptPlace,
): Promise<StageResult> {
  const { scope } = place;
  const defaults = place.isComposite ? null : session.defaults;
  const script = evaluateText(action.script, scope);
  const named = evaluateText(action.shell ?? defaults?.shell ?? null, scope);
  const folder = evaluateText(action.workingDirectory ?? defaults?.workingDirectory ?? null, scope);
  const cwd = resolve(session.directories.workspace, folder);
  const { template, extension } = shellOf(named);
  session.log.line(`##[group]Run ${script.trim().split('\n')[0] ?? ''}`);
  for (const line of script.trimEnd().split('\n')) session.log.line(line);
  session.log.line(`shell: ${template}`);
  session.log.line('##[endgroup]');
  if (!existsSync(cwd)) throw new ActionsError(`The working directory '${cwd}' does not exist.`);
  const file = join(session.directories.temp, `${randomUUID()}${extension}`);
  writeFileSync(file, script, { mode: 0o755 });
  const [command = '', ...args] = template.split(/\s+/).map((word) => word.replaceAll('{0}', file));
  return executeProcess(session, step, {
    command,
    args,
    cwd,
    env: place.env,
    action: place.action,
    isAction: false,
  });
}

function shellOf(name: string): Shell {
  if (name === '') return UNNAMED;
  if (WINDOWS_SHELLS.includes(name)) throw new ActionsError(`The shell '${name}' is not supported here.`);
  const known = SHELLS[name];
  if (known) return known;
  if (!name.includes('{0}'))
    throw new ActionsError(`Invalid shell option. Shell must be a valid built-in or contain '{0}': ${name}`);
  return { template: name, extension: '' };
}
