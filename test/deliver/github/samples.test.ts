// The texts as files, so that whoever changes a word sees the page that it stands on.
// To write them anew: UPDATE_SAMPLES=1 npm test test/deliver/github/samples
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubSamples } from '../../support/github-samples.ts';

const FOLDER = join(import.meta.dirname, 'samples');
const samples = githubSamples();

if (process.env['UPDATE_SAMPLES'] === '1')
  for (const [name, text] of Object.entries(samples)) writeFileSync(join(FOLDER, name), text);

test.each(Object.keys(samples))('%s reads as it did', (name) => {
  expect(samples[name]).toBe(readFileSync(join(FOLDER, name), 'utf8'));
});

test('there is no other sample', () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(samples).toSorted());
});
