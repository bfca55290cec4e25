// What a job says to its runner: commands in its output, and lines in the files that the runner names. Written here and
// not by `@actions/core`, whose client of HTTP would be loaded with every start of every action.
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** A mark on the run's page, a hidden line of its log, or a text to be hidden in all of it. */
export type RunnerCommand = 'debug' | 'notice' | 'warning' | 'error' | 'add-mask';

/** Prints a command. Its text may have several lines and any characters; it is one command all the same. */
export function runnerCommand(name: RunnerCommand, text: string, title?: string): void {
  const properties = title === undefined ? '' : ` title=${escaped(title, /[%\r\n:,]/g)}`;
  printLine(`::${name}${properties}::${escaped(text, /[%\r\n]/g)}`);
}

/** Prints a line of the log as it is. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The input of an action, trimmed; empty where there is none. */
export function readInput(name: string): string {
  return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

/**
 * Sets an output of this step. Its delimiter is new each time, so that no value can end itself early and set another.
 *
 * @throws Error where the runner named no file
 */
export function writeOutput(name: string, value: string): void {
  const delimiter = `delimiter_${randomUUID()}`;
  appendToRunnerFile('GITHUB_OUTPUT', `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

/** Adds to the page of the run; whoever runs without such a page loses nothing. */
export function writeSummary(markdown: string): void {
  if ((process.env['GITHUB_STEP_SUMMARY'] ?? '') !== '') appendToRunnerFile('GITHUB_STEP_SUMMARY', markdown);
}

function appendToRunnerFile(variable: string, text: string): void {
  const file = process.env[variable] ?? '';
  if (file === '') throw new Error(`The runner names no file in ${variable}.`);
  appendFileSync(file, text);
}

function escaped(text: string, special: RegExp): string {
  return text.replace(special, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return `%${code}`;
  });
}
