import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git/run.ts';
import { Repository, type Visibility } from './state/repository.ts';
import type { World } from './world.ts';

export interface RepositoryRequest {
  readonly owner: string;
  readonly name: string;
  readonly visibility?: Visibility;
  readonly defaultBranch?: string;
  /** A git repository on this machine, of which all branches and tags are taken. */
  readonly from?: string;
}

/** As on GitHub: any object may be asked for by id, a filter may be used, `refs/pull/*` cannot be pushed to. */
const SETTINGS = `
[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	hideRefs = refs/pull
	denyDeletes = false
	denyNonFastForwards = false
	denyDeleteCurrent = refuse
	autogc = false
[gc]
	auto = 0
[core]
	hooksPath = /dev/null
`;

export async function createRepository(world: World, request: RepositoryRequest): Promise<Repository> {
  const { owner, name, visibility = 'private', defaultBranch = 'main' } = request;
  const fullName = `${owner}/${name}`;
  if (!/^[\w.-]+\/[\w.-]+$/.test(fullName)) throw new Error(`${fullName} is not a name of a repository`);
  if (world.repositories.has(fullName)) throw new Error(`${fullName} exists already`);
  const gitDir = join(world.options.directory, owner, `${name}.git`);
  await mkdir(gitDir, { recursive: true });
  await git(gitDir, ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`]);
  await appendFile(join(gitDir, 'config'), SETTINGS);
  if (request.from !== undefined) {
    await git(gitDir, [
      // The pack is kept as it comes, however few objects it has.
      '-c',
      'fetch.unpackLimit=1',
      'fetch',
      '--quiet',
      request.from,
      '+refs/heads/*:refs/heads/*',
      '+refs/tags/*:refs/tags/*',
    ]);
  }
  const repository = new Repository({
    id: world.nextId(),
    owner,
    name,
    gitDir,
    createdAt: world.now(),
    defaultBranch,
    visibility,
  });
  world.directory.user(owner);
  world.repositories.set(fullName, repository);
  return repository;
}
