import type { ACTIVITY, Activity, DevState } from '@sluice/local-github/dev/dev-protocol';
import { Fault } from '@sluice/model';

const ACTIVITY_PATH: typeof ACTIVITY = '/_sluice/activity';

/** Requests of a maintainer to the local GitHub. */
export class LocalApi {
  readonly #state: DevState;

  constructor(state: DevState) {
    this.#state = state;
  }

  async activity(): Promise<Activity> {
    return (await (await this.#fetch(ACTIVITY_PATH)).json()) as Activity;
  }

  async log(runId: number, jobId: number): Promise<string> {
    return (await this.#fetch(`/${this.#state.repository}/actions/runs/${runId}/job/${jobId}/log`)).text();
  }

  async dispatch(workflow: string, inputs: Readonly<Record<string, string>>): Promise<void> {
    const body = { ref: this.#state.base, inputs };
    await this.#rest('POST', `actions/workflows/${workflow}/dispatches`, body);
  }

  /** Merges a pull request at the head that it has now; the commit. */
  async merge(number: number): Promise<string> {
    const pull = (await (await this.#rest('GET', `pulls/${number}`)).json()) as { head: { sha: string } };
    const done = await this.#rest('PUT', `pulls/${number}/merge`, { sha: pull.head.sha });
    return ((await done.json()) as { sha: string }).sha;
  }

  #rest(method: string, path: string, body?: object): Promise<Response> {
    return this.#fetch(`/api/v3/repos/${this.#state.repository}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#state.maintainerToken}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async #fetch(path: string, request: RequestInit = {}): Promise<Response> {
    const url = `${this.#state.url}${path}`;
    const response = await fetch(url, request).catch((cause: unknown) => {
      throw new Fault(
        'DEV_NOT_RUNNING',
        'The local GitHub ended.',
        'Start it again: `sluice dev up`.',
        cause,
      );
    });
    if (response.ok) return response;
    const { message = response.statusText } = (await response.json().catch(() => ({}))) as {
      message?: string;
    };
    if (response.status === 404)
      throw new Fault(
        'UNKNOWN_NAME',
        `The local GitHub has nothing at ${path}.`,
        'Look at `sluice dev logs` and the page.',
      );
    throw new Fault(
      'FORGE_REFUSED',
      `The local GitHub said ${response.status}: ${message}`,
      'The message has its reason.',
    );
  }
}
