import { styleText } from 'node:util';
import { breakCommands } from '@sluice/adapters/sandbox/neutralise';
import { plainLog, plainText, shellQuote } from '@sluice/deliver';
import type { DevState, JobActivity, RunActivity } from '@sluice/local-github/dev/dev-protocol';
import { programName } from '../program-name.ts';

/** Words for a terminal; in colour only where it is one. */
export interface Paint {
  readonly standing: (word: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

export function paintFor(stream: NodeJS.WriteStream): Paint {
  const color = stream.isTTY && process.env['NO_COLOR'] === undefined;
  const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const tones: Readonly<Record<string, (text: string) => string>> = {
    success: paint('green'),
    failure: paint('red'),
    'timed out': paint('red'),
    'in progress': paint('yellow'),
  };
  const dim = paint('dim');
  return { standing: (word) => (tones[word.trim()] ?? dim)(word), bold: paint('bold'), dim };
}

const WIDTH = 'in progress'.length;

export function standingOf({ status, conclusion }: Pick<RunActivity, 'status' | 'conclusion'>): string {
  return (conclusion ?? status).replaceAll('_', ' ');
}

export function runLine(run: RunActivity, paint: Paint): string {
  const what = `${plainText(run.name)} · ${run.event.replaceAll('_', ' ')} · ${plainText(run.branch)}`;
  return `${run.id}  ${paint.standing(standingOf(run).padEnd(WIDTH))}  ${what}  ${paint.dim(took(run))}`;
}

/** Below the line of its run, and with the number of it: lines of several runs may come by turns. */
export function jobLine(runId: number, job: JobActivity, paint: Paint): string {
  const word = paint.standing(standingOf(job).padEnd(WIDTH));
  return `${paint.dim(String(runId))}    ${word}  ${plainText(job.name)}  ${paint.dim(took(job))}`;
}

/** `12 s`; of what runs still, how long it has been running. */
export function took({ startedAt, endedAt }: Pick<JobActivity, 'startedAt' | 'endedAt'>): string {
  const end = endedAt === null ? Date.now() : Date.parse(endedAt);
  const seconds = Math.max(0, Math.round((end - Date.parse(startedAt)) / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A log as a terminal may show it: what others wrote does nothing there. */
export function shownLog(log: string): string {
  return breakCommands(plainLog(log.replace(/^##\[debug\].*\n/gm, '')));
}

export interface Announcement {
  readonly state: DevState;
  readonly directory: string;
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly detached: boolean;
}

/** What `up` prints when it is ready. */
export function announcement({ state, directory, files, detached }: Announcement, paint: Paint): string {
  const url = new URL(`${state.url}/${state.repository}.git`);
  url.username = 'x-access-token';
  url.password = state.agentToken;
  const repo = directory === '.' ? '' : ` --repo ${shellQuote(directory)}`;
  const changed = files.filter(({ change }) => change === 'changed');
  const setUp =
    changed.length === 0
      ? `Only there ${plainText(state.base)} has one commit more, with ${files.map(({ path }) => path).join(' and ')}.`
      : `Only there ${plainText(state.base)} has one commit more, in which ${changed.map(({ path }) => path).join(' and ')} ${changed.length > 1 ? 'are' : 'is'} replaced: the local GitHub has the toolkit of this checkout alone.`;
  return [
    `${paint.bold('The local GitHub runs:')} ${state.url}`,
    '',
    `${paint.bold('NOTE')} ${setUp}`,
    'Your own repository is as it was.',
    '',
    'Next:',
    `  ${programName()} dev push${repo}        push your agent branches (${state.branches.map(plainText).join(', ')}), as agents would`,
    `  ${programName()} dev run${repo}         start the coordinator by hand, and wait for it`,
    `  ${programName()} dev logs${repo}        what ran; \`${programName()} dev open${repo}\` shows it in a browser`,
    `  git push '${url.href}' BRANCH`,
    '',
    detached ? `End it with: ${programName()} dev down${repo}` : 'Ctrl-C ends it, and all that it made.',
    '',
  ].join('\n');
}
