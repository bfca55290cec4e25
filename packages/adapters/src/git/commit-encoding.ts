import { encodeGitText, type Signature } from '@sluice/model';
import type { NewCommit } from '@sluice/ports';

/** The bytes of a commit object. Source: https://git-scm.com/docs/user-manual#commit-object */
export function encodeCommit(commit: NewCommit): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${signatureLine(commit.author)}`,
    `committer ${signatureLine(commit.committer)}`,
    '',
    commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
  ];
  return encodeGitText(lines.join('\n'));
}

function signatureLine({ name, email, date }: Signature): string {
  // `<`, `>`, line ends and NUL would end the field early.
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(name) || 'unknown'} <${clean(email)}> ${wellFormedDate(date)}`;
}

/** Agents can write any date into a commit; git refuses to take in a new one that is odd (`git fsck`, badDate, badTimezone). */
function wellFormedDate(date: string): string {
  const [seconds = '', zone = ''] = date.split(' ');
  const time = /^\d{1,12}$/.test(seconds) ? Number(seconds) : 0;
  return `${time} ${/^[+-]\d{4}$/.test(zone) ? zone : '+0000'}`;
}
