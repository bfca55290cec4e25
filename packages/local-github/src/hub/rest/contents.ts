import { notFound, ok, type Answer } from '../http/answer.ts';
import { queryText, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { listed } from '../http/paging.ts';
import { readCommit } from '../git/commits.ts';
import { listRefs, readRef, resolveCommit } from '../git/refs.ts';
import { listDirectory, readBlob, readEntry, type Entry } from '../git/trees.ts';
import { isProtected } from '../rules/matching.ts';
import { commitView } from './views/commit-view.ts';
import { pageUrl, repositoryUrl } from './views/repository-view.ts';

export const CONTENT_ROUTES = {
  'repos/list-branches': async (call) => {
    const repository = repositoryOf(call);
    const wantsProtected = call.query['protected'];
    const refs = (await listRefs(repository.gitDir, 'refs/heads/')).filter(
      (ref) => wantsProtected === undefined || isProtected(repository, ref.name) === wantsProtected,
    );
    return listed(call, refs, (ref) => ({
      name: ref.name.slice('refs/heads/'.length),
      commit: { sha: ref.oid, url: `${repositoryUrl(call.world, repository)}/commits/${ref.oid}` },
      protected: isProtected(repository, ref.name),
    }));
  },
  'repos/get-branch': async (call) => {
    const repository = repositoryOf(call);
    const name = call.params['branch'] ?? '';
    const oid = await readRef(repository.gitDir, `refs/heads/${name}`);
    if (oid === null) throw notFound();
    const url = `${repositoryUrl(call.world, repository)}/branches/${name}`;
    return ok({
      name,
      commit: commitView(call.world, repository, await readCommit(repository.gitDir, oid)),
      _links: { self: url, html: `${pageUrl(call.world, repository)}/tree/${name}` },
      protected: isProtected(repository, `refs/heads/${name}`),
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    });
  },
  'repos/get-content': getContent,
} satisfies Record<string, Handler>;

async function getContent(call: Call): Promise<Answer> {
  const { gitDir, defaultBranch } = repositoryOf(call);
  const commit = await resolveCommit(gitDir, queryText(call, 'ref') ?? defaultBranch);
  if (commit === null) throw notFound();
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const entry = path === '' ? null : await readEntry(gitDir, commit, path);
  if (entry?.type === 'blob' && entry.mode !== '120000') {
    const content = await readBlob(gitDir, entry.oid);
    const encoded = content.toString('base64').replace(/.{60}/g, '$&\n');
    return ok({
      ...describe(call, commit, path, entry),
      size: content.length,
      encoding: 'base64',
      content: `${encoded}\n`,
    });
  }
  const entries = await listDirectory(gitDir, commit, path);
  if (entries === null) throw notFound();
  const prefix = path === '' ? '' : `${path}/`;
  return ok(entries.map((one) => describe(call, commit, `${prefix}${one.name}`, one)));
}

function describe(call: Call, commit: string, path: string, entry: Entry): Record<string, unknown> {
  const repository = repositoryOf(call);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(call.world, repository)}/contents/${encoded}?ref=${commit}`;
  const kind = entry.type === 'tree' ? 'tree' : 'blob';
  const git = `${repositoryUrl(call.world, repository)}/git/${kind}s/${entry.oid}`;
  const html = `${pageUrl(call.world, repository)}/${kind}/${commit}/${encoded}`;
  return {
    name: path.split('/').at(-1) ?? path,
    path,
    sha: entry.oid,
    size: 0,
    url,
    html_url: html,
    git_url: git,
    download_url:
      entry.type === 'blob' ? `${pageUrl(call.world, repository)}/raw/${commit}/${encoded}` : null,
    type:
      entry.type === 'tree'
        ? 'dir'
        : entry.type === 'commit'
          ? 'submodule'
          : entry.mode === '120000'
            ? 'symlink'
            : 'file',
    _links: { self: url, git, html },
  };
}
