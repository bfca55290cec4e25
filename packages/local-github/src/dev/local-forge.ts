// Everything that stands in for GitHub on one machine: the forge, its workflow runner, and the sigstore services.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hub } from '../hub/hub.ts';
import type { RunReport } from '../runner/report.ts';
import { WorkflowRunner } from '../runner/workflow-runner.ts';
import type { TrustedIssuer } from '../sigstore/protocol.ts';
import { startSigstore, type LocalSigstore } from '../sigstore/start-sigstore.ts';
import { makeToolkitRepository } from './toolkit-repository.ts';

export interface LocalForgeOptions {
  /** An empty directory; the caller owns and removes it. */
  readonly directory: string;
  /** A checkout of the toolkit with its `dist/`. */
  readonly checkout: string;
  /** Program of the sigstore process. */
  readonly sigstoreEntry: string;
  readonly port?: number;
  readonly parallelJobs?: number;
}

/** Owner and name under which the toolkit is known on the local forge. */
export const TOOLKIT = { owner: 'toolkit', name: 'sluice', fullName: 'toolkit/sluice' } as const;

export class LocalForge {
  readonly hub: Hub;
  readonly runner: WorkflowRunner;
  readonly sigstore: LocalSigstore;
  /** Commit of the toolkit, as workflows pin it. */
  readonly toolkitCommit: string;
  readonly #directory: string;

  private constructor(
    parts: Pick<LocalForge, 'hub' | 'runner' | 'sigstore' | 'toolkitCommit'>,
    directory: string,
  ) {
    this.hub = parts.hub;
    this.runner = parts.runner;
    this.sigstore = parts.sigstore;
    this.toolkitCommit = parts.toolkitCommit;
    this.#directory = directory;
  }

  static async start(options: LocalForgeOptions): Promise<LocalForge> {
    const { directory, checkout, sigstoreEntry, port = 0, parallelJobs } = options;
    const place = (name: string): string => join(directory, name);
    mkdirSync(place('repositories'), { recursive: true });
    const hub = await Hub.start({ directory: place('repositories'), port });
    try {
      const sigstore = await startSigstore({ entry: sigstoreEntry, issuers: [await issuerOf(hub)] });
      const toolkitCommit = makeToolkitRepository(checkout, place('toolkit'));
      await hub.createRepository({ ...TOOLKIT, visibility: 'public', from: place('toolkit') });
      const installation = place('sigstore.json');
      writeInstallation(installation, sigstore);
      const runner = new WorkflowRunner(hub.runnerHost, {
        workDir: place('jobs'),
        machineEnvironment: { SLUICE_SIGSTORE: installation },
        ...(parallelJobs === undefined ? {} : { parallelJobs }),
      });
      hub.onTrigger((event) => void runner.trigger(event));
      hub.onRerun(
        ({ runId, failedOnly }) => void (failedOnly ? runner.rerunFailed(runId) : runner.rerunAll(runId)),
      );
      return new LocalForge({ hub, runner, sigstore, toolkitCommit }, directory);
    } catch (error) {
      await hub.stop();
      throw error;
    }
  }

  /** Ends all that runs, as a person would who cancels it; what has not ended by then is killed. */
  async cancelAll(graceMs: number): Promise<void> {
    const active = (): RunReport[] =>
      this.runner.runs().filter(({ record }) => record.status !== 'completed');
    const kill = setTimeout(() => {
      for (const { jobs } of this.hub.state.repositories.values())
        for (const id of jobs.keys()) this.runner.killJob(id);
    }, graceMs);
    try {
      // A run that was cancelled may have started another one.
      for (let left = active(); left.length > 0; left = active())
        await Promise.all(left.map(({ id }) => this.runner.cancel(id)));
    } finally {
      clearTimeout(kill);
    }
  }

  /** Waits for what runs. */
  async stop(): Promise<void> {
    await this.runner.idle();
    await this.sigstore.close();
    await this.hub.stop();
    rmSync(join(this.#directory, 'jobs'), { recursive: true, force: true });
  }
}

/** Whom the local Fulcio believes: the hub, with the keys that it publishes. */
async function issuerOf(hub: Hub): Promise<TrustedIssuer> {
  const configuration = (await getJson(`${hub.url}/.well-known/openid-configuration`)) as {
    issuer: string;
    jwks_uri: string;
  };
  const { keys } = (await getJson(configuration.jwks_uri)) as { keys: TrustedIssuer['keys'] };
  return { issuer: configuration.issuer, keys, serverUrl: hub.runnerHost.serverUrl };
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} said ${response.status}`);
  return response.json();
}

/** What jobs find behind SLUICE_SIGSTORE: services by profile, and the roots of both, one a line. */
function writeInstallation(file: string, { services, trustedRoot }: LocalSigstore): void {
  const trustRoot = `${file}.roots.jsonl`;
  writeFileSync(
    trustRoot,
    `${JSON.stringify(trustedRoot.publicGood)}\n${JSON.stringify(trustedRoot.github)}\n`,
  );
  writeFileSync(file, JSON.stringify({ services, trustRoot }));
}
