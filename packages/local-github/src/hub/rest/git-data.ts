import { created, invalid, noContent, notFound, ok, Refusal } from '../http/answer.ts';
import { bodyOf, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { countCommits, mergeBase, readCommit, readCommits } from '../git/commits.ts';
import { changedFiles, EMPTY_TREE } from '../git/diff.ts';
import { isRefName, listRefs, objectType, readRef, resolveCommit } from '../git/refs.ts';
import { writeRefs, type RefOutcome, type RefWish } from '../git/write-refs.ts';
import { nodeId } from '../state/node-id.ts';
import { commitView, fileView, gitCommitView } from './views/commit-view.ts';
import { pageUrl, repositoryUrl } from './views/repository-view.ts';

export const GIT_DATA_ROUTES = {
  'git/get-ref': async (call) => {
    const name = `refs/${call.params['ref'] ?? ''}`;
    const oid = await readRef(repositoryOf(call).gitDir, name);
    if (oid === null) throw notFound();
    return ok(await refView(call, name, oid));
  },
  'git/list-matching-refs': async (call) => {
    const refs = await listRefs(repositoryOf(call).gitDir, `refs/${call.params['ref'] ?? ''}`);
    return ok(refs.map((ref) => refObject(call, ref.name, ref.oid, ref.type)));
  },
  'git/create-ref': async (call) => {
    const { ref = '', sha = '' } = bodyOf<{ ref: string; sha: string }>(call);
    const { gitDir } = repositoryOf(call);
    if (!/^refs\/.+\/.+/.test(ref) || !(await isRefName(gitDir, ref)))
      throw new Refusal(422, 'Reference name must begin with refs/ and be valid');
    if ((await objectType(gitDir, sha)) === null) throw new Refusal(422, 'Object does not exist');
    await write(call, { name: ref, before: null, after: sha });
    return created(await refView(call, ref, sha));
  },
  'git/update-ref': async (call) => {
    const { sha = '', force = false } = bodyOf<{ sha: string; force: boolean }>(call);
    const name = `refs/${call.params['ref'] ?? ''}`;
    const { gitDir } = repositoryOf(call);
    if ((await readRef(gitDir, name)) === null) throw new Refusal(422, 'Reference does not exist');
    if ((await objectType(gitDir, sha)) === null) throw new Refusal(422, 'Object does not exist');
    await write(call, { name, after: sha, force });
    return ok(await refView(call, name, sha));
  },
  'git/delete-ref': async (call) => {
    const name = `refs/${call.params['ref'] ?? ''}`;
    if ((await readRef(repositoryOf(call).gitDir, name)) === null)
      throw new Refusal(422, 'Reference does not exist');
    await write(call, { name, after: null });
    return noContent;
  },
  'git/get-commit': async (call) => {
    const oid = call.params['commit_sha'] ?? '';
    const { gitDir } = repositoryOf(call);
    if ((await objectType(gitDir, oid)) !== 'commit') throw notFound();
    return ok(gitCommitView(call.world, repositoryOf(call), await readCommit(gitDir, oid)));
  },
  'repos/get-commit': async (call) => {
    const repository = repositoryOf(call);
    const oid = await resolveCommit(repository.gitDir, call.params['ref'] ?? '');
    if (oid === null)
      throw invalid('Commit', 'sha', 'invalid', `No commit found for SHA: ${call.params['ref'] ?? ''}`);
    const commit = await readCommit(repository.gitDir, oid);
    const files = await changedFiles(repository.gitDir, commit.parents[0] ?? EMPTY_TREE, oid);
    const sum = (key: 'additions' | 'deletions'): number =>
      files.reduce((total, file) => total + file[key], 0);
    const [additions, deletions] = [sum('additions'), sum('deletions')];
    return ok({
      ...commitView(call.world, repository, commit),
      stats: { total: additions + deletions, additions, deletions },
      files: files.map((file) => fileView(call.world, repository, oid, file)),
    });
  },
  'repos/compare-commits-with-basehead': compare,
} satisfies Record<string, Handler>;

async function compare(call: Call): Promise<ReturnType<typeof ok>> {
  const { world } = call;
  const repository = repositoryOf(call);
  const { gitDir } = repository;
  const [left = '', right = ''] = (call.params['basehead'] ?? '').split('...');
  const [base, head] = await Promise.all([resolveCommit(gitDir, left), resolveCommit(gitDir, right)]);
  const fork = base === null || head === null ? null : await mergeBase(gitDir, base, head);
  if (base === null || head === null || fork === null) throw notFound();
  const [ahead, behind] = await Promise.all([
    countCommits(gitDir, [head, `^${base}`]),
    countCommits(gitDir, [base, `^${head}`]),
  ]);
  const view = async (oid: string): Promise<unknown> =>
    commitView(world, repository, await readCommit(gitDir, oid));
  const url = `${repositoryUrl(world, repository)}/compare/${left}...${right}`;
  const page = `${pageUrl(world, repository)}/compare/${left}...${right}`;
  return ok({
    url,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: await view(base),
    merge_base_commit: await view(fork),
    status: ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: (await readCommits(gitDir, [head, `^${base}`])).map((commit) =>
      commitView(world, repository, commit),
    ),
    files: (await changedFiles(gitDir, fork, head))
      .slice(0, 300)
      .map((file) => fileView(world, repository, head, file)),
  });
}

async function write(call: Call, wish: RefWish): Promise<void> {
  if (call.token === null) throw new Refusal(401, 'Requires authentication');
  const outcome = await writeRefs(call.world, repositoryOf(call), [wish], call.token);
  if (outcome.kind !== 'written') throw refRefusal(outcome);
}

/** The words in which the REST API refuses a move of a ref. */
function refRefusal(outcome: Exclude<RefOutcome, { kind: 'written' }>): Refusal {
  switch (outcome.kind) {
    case 'stale':
      return new Refusal(
        422,
        outcome.actual === null ? 'Reference cannot be updated' : 'Reference already exists',
      );
    case 'not-forward':
      return new Refusal(422, 'Update is not a fast forward');
    case 'refused':
      return new Refusal(422, `Repository rule violations found\n\n${outcome.violations.join('\n')}\n\n`);
  }
}

async function refView(call: Call, name: string, oid: string): Promise<unknown> {
  return refObject(call, name, oid, (await objectType(repositoryOf(call).gitDir, oid)) ?? 'commit');
}

function refObject(call: Call, name: string, oid: string, type: string): unknown {
  const repository = repositoryOf(call);
  const url = repositoryUrl(call.world, repository);
  return {
    ref: name,
    node_id: nodeId('Ref', repository.fullName, name),
    url: `${url}/git/${name}`,
    object: { type, sha: oid, url: `${url}/git/${type}s/${oid}` },
  };
}
