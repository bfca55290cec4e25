// What a pushed commit of an agent branch is, read from git objects alone. There are no inputs that could steer it, and
// nothing of the branch is checked out or run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import type { Running } from '@sluice/adapters/runner/run-main';
import { inWorkplace } from '@sluice/jobs/workplace';
import { Fault, runInvocationUri } from '@sluice/model';
import { extractManifest } from '@sluice/pipeline';

export async function main({ job, context, signal }: Running): Promise<void> {
  const token = job.input('token');
  job.secret(token);
  const { sha, ref, serverUrl, repository, repositoryId, ownerId } = context;
  const name = branchOf(ref);
  const target = context.event().at('repository').text('default_branch');
  const extracted = await inWorkplace(context, signal, async ({ git, remote }) => {
    const forge = remote(token);
    const base = (await forge.branches()).find((each) => each.name === `refs/heads/${target}`);
    if (!base) throw noBase(target);
    await forge.fetch([base, { name: ref, oid: sha }]);
    const uri = `${serverUrl}/${repository}`;
    return extractManifest(
      git,
      { name, ref, head: sha },
      {
        repository: { id: repositoryId, ownerId, uri },
        target: { ref: base.name, sha: base.oid },
        run: runInvocationUri(uri, context.runId, context.runAttempt),
        issuedAt: Math.floor(systemClock.now()),
      },
    );
  });
  job.output('head', sha);
  if (extracted.kind === 'nothing') {
    job.notice(`No manifest is made: ${extracted.why}`);
    job.output('manifest', '');
    return;
  }
  const file = join(context.temp, 'sluice-manifest.json');
  writeFileSync(file, extracted.bytes, { mode: 0o600 });
  const { changes, commits } = extracted.statement.predicate;
  job.info(`${name}: ${commits} commits, ${changes.length} changed paths against ${target}.`);
  job.output('manifest', file);
}

function branchOf(ref: string): string {
  if (ref.startsWith('refs/heads/')) return ref.slice('refs/heads/'.length);
  throw new Fault(
    'OPTION_INVALID',
    `This run is for ${ref}, which is not a branch.`,
    'Call the extract workflow on `push` to agent branches only.',
  );
}

function noBase(name: string): Fault {
  return new Fault(
    'BASE_MISSING',
    `The repository has no default branch ${name}.`,
    'Push the default branch first.',
  );
}
