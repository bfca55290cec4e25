import { randomBytes } from 'node:crypto';
import type { JobRequest } from '../../runner/host.ts';
import type { Issuer, JobIdentity } from './issuer.ts';

interface OpenJob extends JobIdentity {
  readonly token: string;
  readonly runtimeToken: string;
  readonly requestToken: string | null;
}

export interface JobTokens {
  readonly runtimeToken: string;
  /** Null: the job may not ask for ID tokens. */
  readonly requestToken: string | null;
}

/** The jobs that run now, found by the tokens that they were given. */
export class OpenJobs {
  readonly #issuer: Issuer;
  readonly #now: () => Date;
  readonly #jobs = new Map<number, OpenJob>();

  constructor(issuer: Issuer, now: () => Date) {
    this.#issuer = issuer;
    this.#now = now;
  }

  open(request: JobRequest, claims: JobIdentity['claims'], token: string): JobTokens {
    const { jobId, runId, repository } = request;
    const seconds = Math.floor(this.#now().getTime() / 1000);
    const runtimeToken = this.#issuer.sign({
      scp: `Actions.ExampleScope Actions.Results:${runId}:${jobId}`,
      iat: seconds,
      exp: seconds + 6 * 3600,
      jti: randomBytes(8).toString('hex'),
    });
    const requestToken = claims === null ? null : randomBytes(24).toString('hex');
    this.#jobs.set(jobId, { jobId, runId, repository, claims, token, runtimeToken, requestToken });
    return { runtimeToken, requestToken };
  }

  /** Forgets a job; its `github.token`, or null if it was not open. */
  close(jobId: number): string | null {
    const token = this.#jobs.get(jobId)?.token ?? null;
    this.#jobs.delete(jobId);
    return token;
  }

  byRuntimeToken(value: string | null): JobIdentity | null {
    return [...this.#jobs.values()].find((job) => job.runtimeToken === value) ?? null;
  }

  byRequestToken(value: string | null): JobIdentity | null {
    return [...this.#jobs.values()].find((job) => value !== null && job.requestToken === value) ?? null;
  }
}
