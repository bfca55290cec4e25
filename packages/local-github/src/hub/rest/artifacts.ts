import { signedUrl } from '../artifacts/signed-url.ts';
import { noContent, notFound, ok, redirect, Refusal } from '../http/answer.ts';
import { entryOf, queryText, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { counted } from '../http/paging.ts';
import type { Artifact } from '../state/records.ts';
import { artifactView } from './views/run-view.ts';

export const ARTIFACT_ROUTES = {
  'actions/list-artifacts-for-repo': (call) => list(call, () => true),
  'actions/list-workflow-run-artifacts': (call) => {
    const { record } = entryOf(call, repositoryOf(call).runs, 'run_id');
    return list(call, (artifact) => artifact.runId === record.id);
  },
  'actions/get-artifact': (call) => ok(artifactView(call.world, repositoryOf(call), artifactOf(call))),
  'actions/download-artifact': (call) => {
    if (call.token === null) throw new Refusal(401, 'Requires authentication');
    if (call.params['archive_format'] !== 'zip') throw notFound();
    const artifact = artifactOf(call);
    if (artifact.expiresAt <= call.world.now()) throw new Refusal(410, 'Artifact has expired');
    return redirect(signedUrl(call.world, artifact.blob, 'r'));
  },
  'actions/delete-artifact': (call) => {
    const artifact = artifactOf(call);
    repositoryOf(call).artifacts.delete(artifact.id);
    call.world.blobs.delete(artifact.blob);
    return noContent;
  },
} satisfies Record<string, Handler>;

function artifactOf(call: Call): Artifact {
  const artifact = entryOf(call, repositoryOf(call).artifacts, 'artifact_id');
  if (!artifact.finalized) throw notFound();
  return artifact;
}

/** Newest first, as GitHub lists them. */
function list(call: Call, isWanted: (artifact: Artifact) => boolean): ReturnType<typeof ok> {
  const repository = repositoryOf(call);
  const name = queryText(call, 'name');
  const found = [...repository.artifacts.values()]
    .filter((one) => one.finalized && isWanted(one) && (name === null || one.name === name))
    .reverse();
  return counted(call, 'artifacts', found, (one) => artifactView(call.world, repository, one));
}
