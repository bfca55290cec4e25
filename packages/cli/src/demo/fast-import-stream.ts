import type { DemoCommit, PlannedCommit } from './history.ts';

/**
 * The commits as input of `git fast-import`: one process, and no setting of the user takes part, so the commit ids
 * are the same everywhere. Format: https://git-scm.com/docs/git-fast-import
 */
export function fastImportStream(commits: readonly PlannedCommit[]): Buffer {
  return Buffer.from(`feature done\n${commits.map(writeCommit).join('')}done\n`, 'utf8');
}

function writeCommit({ ref, mark, parent, commit, writes }: PlannedCommit): string {
  const files = Object.entries(writes).map(
    ([path, text]) => `M ${modeOf(text)} inline ${path}\n${data(text)}`,
  );
  return [
    `commit ${ref}\nmark :${mark}\n`,
    `author ${signature(commit)}\ncommitter ${signature(commit)}\n`,
    data(commit.message),
    parent === null ? '' : `from :${parent}\n`,
    ...files,
    '\n',
  ].join('');
}

function signature({ author, date }: DemoCommit): string {
  return `${author} <${author}@example.invalid> ${date} +0000`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}\n`;
}

function modeOf(text: string): string {
  return text.startsWith('#!') ? '100755' : '100644';
}
