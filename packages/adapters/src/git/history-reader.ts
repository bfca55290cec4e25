import { asOid, decodeGitText } from '@sluice/model';
import type { HistoryCommit } from '@sluice/ports';

/** For `git log -z --date=raw`: one field a line, the message last, since it alone may have several. */
export const HISTORY_FORMAT = '%m%n%H%n%P%n%T%n%an%n%ae%n%ad%n%ct%n%B';

/** The output of `git log --boundary -z` in {@link HISTORY_FORMAT}. */
export function parseHistory(output: Buffer): HistoryCommit[] {
  const commits: HistoryCommit[] = [];
  for (let at = 0; at < output.length;) {
    const nul = output.indexOf(0, at);
    const end = nul < 0 ? output.length : nul;
    commits.push(parseCommit(decodeGitText(output.subarray(at, end))));
    at = end + 1;
  }
  return commits;
}

function parseCommit(record: string): HistoryCommit {
  const [mark, oid, parents, tree, name, email, date, committed, ...message] = record.split('\n');
  return {
    oid: asOid(oid!),
    parents: parents === '' ? [] : parents!.split(' ').map(asOid),
    boundary: mark === '-',
    tree: asOid(tree!),
    author: { name: name!, email: email!, date: date! },
    committedAt: Number(committed),
    message: message.join('\n'),
  };
}
