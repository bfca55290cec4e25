import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeFile, type MergedFile, type MergeTools } from '@sluice/merge';
import { syntaxReader } from '../support/syntax.ts';

const HERE = import.meta.dirname;
let tools: MergeTools;

beforeAll(async () => {
  tools = { syntax: await syntaxReader() };
});

interface Scenario {
  readonly merged: MergedFile;
  /** The text of another file of the folder; null where there is none. */
  readonly text: (name: string) => string | null;
}

function scenario(kind: string, name: string): Scenario {
  const folder = join(HERE, kind, name);
  const files = readdirSync(folder);
  const text = (side: string): string | null => {
    const file = files.find((each) => each.startsWith(`${side}.`));
    return file === undefined ? null : readFileSync(join(folder, file), 'utf8');
  };
  const path = files.find((each) => each.startsWith('ours.'))!.replace('ours', name);
  const sides = { path, base: text('base'), ours: text('ours'), theirs: text('theirs') };
  return { merged: mergeFile(sides, tools), text };
}

/** The folder of a merge that nobody may report as done has no expected text. */
test.each(readdirSync(join(HERE, 'merge')))('%s', (name) => {
  const { merged, text } = scenario('merge', name);
  const expected = text('expected');
  if (expected === null) expect(merged.kind).toBe('conflict');
  else expect(merged).toMatchObject({ kind: 'merged', text: expected });
});

/** `now` is what is made of it, and no file where it is left as a conflict; `ideally` is what a person makes of it. */
test.each(readdirSync(join(HERE, 'failing')))('still wrong: %s', (name) => {
  const { merged, text } = scenario('failing', name);
  expect(merged.kind === 'merged' ? merged.text : null).toBe(text('now'));
  expect(text('ideally')).not.toBe(text('now'));
});
