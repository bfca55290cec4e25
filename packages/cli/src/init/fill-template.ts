import { Fault } from '@sluice/model';
import type { Pin } from './pins.ts';
import { TEMPLATES } from './templates.ts';

export type TemplateName = keyof typeof TEMPLATES;

/** What a repository's own files say that the templates leave open. */
export interface Choices extends Pin {
  /** The branch that agent branches land on: the default branch of the repository. */
  readonly base: string;
  /** Patterns of agent branches, in GitHub's filter syntax. */
  readonly branches: readonly string[];
  /** Former toolkit commits that stay allowed, newest first. */
  readonly former: readonly string[];
}

/** A template with the choices filled in. Every value was checked by {@link checkChoices}: none can break out of its quotes. */
export function fillTemplate(name: TemplateName, choices: Choices): string {
  const patterns = choices.branches.map((pattern) => `      - '${pattern}'`).join('\n');
  return replaceAll(TEMPLATES[name], [
    ['OWNER/sluice/', `${choices.toolkit}/`],
    ['0'.repeat(40), choices.commit],
    ["      - 'claude/**'", patterns],
    ['    branches:\n      - main', `    branches:\n      - '${choices.base}'`],
    ["toolkit-commits: ''", `toolkit-commits: '${choices.former.join(' ')}'`],
  ]);
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((done, [from, to]) => done.replaceAll(from, () => to), text);
}

const FORMS = {
  '--toolkit': [/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, '`owner/name` of the toolkit'],
  '--commit': [/^(?!0{40})[0-9a-f]{40}$/, 'a full commit id of 40 hexadecimal digits'],
  '--base': [/^[A-Za-z0-9_][\w./-]{0,200}$/, 'the name of a branch, of letters, digits and . _ / -'],
  '--branches': [/^!?[A-Za-z0-9_*][\w./*-]{0,200}$/, 'a pattern of letters, digits and . _ / - *'],
} as const;

/** Fault OPTION_INVALID for the first choice that has no place in a workflow file. */
export function checkChoices(choices: Choices): void {
  check('--toolkit', choices.toolkit);
  check('--commit', choices.commit);
  check('--base', choices.base);
  for (const pattern of choices.branches) check('--branches', pattern);
}

function check(option: keyof typeof FORMS, value: string): void {
  const [form, meaning] = FORMS[option];
  if (form.test(value)) return;
  throw new Fault('OPTION_INVALID', `${option} ${JSON.stringify(value)} is not allowed.`, `Give ${meaning}.`);
}
