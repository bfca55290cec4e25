import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact, ArtifactClient } from '@actions/artifact';
import { digestOf, Fault } from '@sluice/model';
import type { ArtifactFile, RunArtifacts } from '@sluice/ports';
import { readSingleFile } from '../archive/read-single-file.ts';

/** What a zip file may have beyond its content: headers, and what does not compress. */
const OVERHEAD = 65_536;

/**
 * The artifacts of this run, by `@actions/artifact`. The client would unzip whatever is in an archive; here it only fetches
 * the archive, and the strict reader takes out the one file that is expected.
 *
 * @param temp a directory of this job, RUNNER_TEMP
 */
export function actionsArtifacts(temp: string): RunArtifacts {
  return {
    async upload(artifact, file) {
      const client = await openClient();
      await inPrivateDirectory(temp, async (directory) => {
        await replace(client, artifact, file, directory);
      });
    },
    async download(artifact, expected) {
      const client = await openClient();
      const found = await find(client, artifact);
      if (found.size > expected.maxBytes + OVERHEAD) throw invalid(artifact, `it has ${found.size} bytes`);
      const archive = await inPrivateDirectory(temp, async (directory) => {
        await talk(`download ${artifact}`, async () => {
          await client.downloadArtifact(found.id, { path: directory, skipDecompress: true });
        });
        return readArchive(found, directory, expected.maxBytes + OVERHEAD);
      });
      const read = readSingleFile(archive, {
        name: expected.file,
        maxCompressed: expected.maxBytes + OVERHEAD,
        maxInflated: expected.maxBytes,
      });
      if (read.ok) return read.content;
      throw invalid(artifact, `${read.rejection.expected}, but ${read.rejection.actual}`);
    },
  };
}

/** The client is 1.7 MB: who needs no artifact does not load it. */
async function openClient(): Promise<ArtifactClient> {
  if ((process.env['ACTIONS_RUNTIME_TOKEN'] ?? '') === '') {
    throw new Fault(
      'FORGE_DENIED',
      'This step has no token for artifacts (ACTIONS_RUNTIME_TOKEN).',
      'Call it as an action (`uses:`): the runner gives none to `run:` steps.',
    );
  }
  const { DefaultArtifactClient } = await import('./actions-toolkit.ts');
  return new DefaultArtifactClient();
}

/** Names are unique in a run, through all its attempts: one of an attempt before has to go first. */
async function replace(
  client: ArtifactClient,
  artifact: string,
  file: ArtifactFile,
  directory: string,
): Promise<void> {
  const path = join(directory, file.name);
  writeFileSync(path, file.content, { mode: 0o600, flag: 'wx' });
  await talk(`upload ${artifact}`, async () => {
    await client.deleteArtifact(artifact).catch(unlessMissing);
    await client.uploadArtifact(artifact, [path], directory);
  });
}

async function find(client: ArtifactClient, name: string): Promise<Artifact> {
  const found = await talk(`find ${name}`, async () => {
    try {
      return (await client.getArtifact(name)).artifact;
    } catch (error) {
      unlessMissing(error);
      return null;
    }
  });
  if (found?.name === name) return found;
  throw new Fault(
    'ARTIFACT_MISSING',
    `This run has no artifact ${name}.`,
    'The job that makes it was not run, failed, or its artifact has expired: re-run all jobs, not the failed ones alone.',
  );
}

/** The one file that the client wrote, of the size and digest that were told before. */
function readArchive({ name, size, digest }: Artifact, directory: string, most: number): Buffer {
  const [file, ...others] = readdirSync(directory);
  if (file === undefined || others.length > 0) throw invalid(name, 'it did not arrive as one file');
  const path = join(directory, file);
  const status = lstatSync(path);
  if (!status.isFile()) throw invalid(name, 'it is not a regular file');
  if (status.size !== size || size > most) throw invalid(name, `${status.size} bytes came, of ${size}`);
  const archive = readFileSync(path);
  const computed = digestOf(archive);
  // The client says no more than a line in the log about this.
  if (digest !== undefined && digest !== computed) {
    throw invalid(name, `its digest is ${computed}, and ${digest} was told`);
  }
  return archive;
}

async function inPrivateDirectory<T>(temp: string, work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(temp, 'sluice-artifact-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function talk<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const said = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
    throw new Fault(
      'FORGE_UNREACHABLE',
      `Could not ${what}: ${said}`,
      'The client tried several times. Run the job again.',
      cause,
    );
  }
}

/** By name: the class is in a package that is loaded late. */
function unlessMissing(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ArtifactNotFoundError') throw error;
}

function invalid(name: string, why: string): Fault {
  return new Fault(
    'ARTIFACT_INVALID',
    `The artifact ${name} is not used: ${why}.`,
    'Another job of this run may have written it, or it was damaged. Re-run all jobs.',
  );
}
