import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TriggerEvent } from '../runner/host.ts';
import { createRepository, type RepositoryRequest } from './create-repository.ts';
import { Events, type Rerun } from './events/events.ts';
import { webhooksSettled } from './events/webhooks.ts';
import { notFound, type Answer } from './http/answer.ts';
import { Counter, type Counts } from './http/counts.ts';
import { plan, type Planned, type Services } from './http/dispatch.ts';
import { readIncoming, type Incoming } from './http/incoming.ts';
import { Injections, injectedAnswer, type Behaviour, type Match, type Seen } from './http/injection.ts';
import { RateLimit } from './http/rate-limit.ts';
import { send } from './http/send.ts';
import { Issuer } from './oidc/issuer.ts';
import { OpenJobs } from './oidc/open-jobs.ts';
import { DEFAULT_OPTIONS, type Options } from './options.ts';
import { addRuleset, type RulesetRequest } from './rest/rulesets.ts';
import { HubRunnerHost } from './runner-host.ts';
import { RestValidator } from './schema/validate.ts';
import { configure, type Configuration } from './configure.ts';
import type { Ruleset } from './state/records.ts';
import type { Repository } from './state/repository.ts';
import { Tokens, type Token, type TokenRequest } from './state/tokens.ts';
import { Directory } from './state/users.ts';
import type { World } from './world.ts';

/** Before something is changed. `drop`: the connection breaks and nothing is done. */
export type WriteListener = (write: Seen) => void | 'drop' | Promise<void | 'drop'>;
/** At every request, before it is served and after; `drop`: the connection breaks there. */
export type RequestListener = (
  request: Seen,
  moment: 'before' | 'after',
) => void | 'drop' | Promise<void | 'drop'>;
/** Answers paths that are none of GitHub's, for pages; null: not mine. */
export type PageHandler = (incoming: Incoming) => Answer | null | Promise<Answer | null>;

export type HubOptions = Pick<Options, 'directory'> & Partial<Options>;

/** A GitHub on this machine, for real clients: git, octokit, the artifact and OIDC clients of the toolkit. */
export class Hub {
  /** What did not fit GitHub's published schemas, in a request or in an answer: empty after a good test. */
  readonly violations: string[] = [];
  /** `METHOD /path` of what the hub does not serve. */
  readonly unknownRequests: string[] = [];
  readonly #server: Server;
  readonly #world: World;
  readonly #services: Services;
  readonly #counter = new Counter();
  readonly #injections = new Injections();
  readonly #writeListeners = new Set<WriteListener>();
  #onRequest: RequestListener | null = null;
  #page: PageHandler | null = null;

  private constructor(server: Server, options: Options) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    const directory = new Directory();
    let lastId = 1000;
    this.#world = {
      options,
      origin: `http://127.0.0.1:${port}`,
      serverUrl: `http://github.localhost:${port}`,
      repositories: new Map(),
      directory,
      tokens: new Tokens(directory),
      events: new Events(),
      blobs: new Map(),
      now: options.now,
      nextId: () => ++lastId,
    };
    const issuer = new Issuer(options.issuer);
    this.#services = {
      world: this.#world,
      validator: new RestValidator(),
      limit: new RateLimit(),
      issuer,
      jobs: new OpenJobs(issuer, options.now),
      blocks: new Map(),
      violation: (text) => void this.violations.push(text),
    };
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  static async start(options: HubOptions): Promise<Hub> {
    const all: Options = { ...DEFAULT_OPTIONS, ...options };
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(all.port, '127.0.0.1', resolve);
    });
    return new Hub(server, all);
  }

  async stop(): Promise<void> {
    await webhooksSettled();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return this.#world.origin;
  }

  /** Everything that the hub knows, for assertions. */
  get state(): Pick<World, 'repositories' | 'directory' | 'blobs'> {
    return this.#world;
  }

  get runnerHost(): HubRunnerHost {
    return new HubRunnerHost(this.#world, this.#services.jobs);
  }

  repository(fullName: string): Repository {
    const repository = this.#world.repositories.get(fullName);
    if (repository === undefined) throw new Error(`There is no repository ${fullName}`);
    return repository;
  }

  createRepository(request: RepositoryRequest): Promise<Repository> {
    return createRepository(this.#world, request);
  }

  createRuleset(fullName: string, request: RulesetRequest): Ruleset {
    return addRuleset(this.#world, this.repository(fullName), request);
  }

  /** Variables, secrets and environments: what the settings pages do. */
  configure(fullName: string, configuration: Configuration): void {
    configure(this.#world, this.repository(fullName), configuration);
  }

  createToken(request: TokenRequest): Token {
    return this.#world.tokens.create(request);
  }

  revokeToken(value: string): void {
    this.#world.tokens.revoke(value);
  }

  onTrigger(listener: (event: TriggerEvent) => void): () => void {
    return this.#world.events.onTrigger(listener);
  }

  onRerun(listener: (rerun: Rerun) => void): () => void {
    return this.#world.events.onRerun(listener);
  }

  beforeWrite(listener: WriteListener): () => void {
    this.#writeListeners.add(listener);
    return () => this.#writeListeners.delete(listener);
  }

  /** One at a time; gives a function that ends it. */
  onRequest(listener: RequestListener): () => void {
    this.#onRequest = listener;
    return () => {
      if (this.#onRequest === listener) this.#onRequest = null;
    };
  }

  /** For the next `times` requests that match. */
  inject(match: Match, behaviour: Behaviour, times = 1): () => void {
    return this.#injections.add(match, behaviour, times);
  }

  counts(): Counts {
    return this.#counter.counts;
  }

  resetCounts(): void {
    this.#counter.reset();
  }

  servePages(handler: PageHandler): void {
    this.#page = handler;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const incoming = await readIncoming(request, this.#world.origin, this.#world.tokens);
      const planned = plan(this.#services, incoming);
      if (planned === null) send(response, await this.#unknown(incoming));
      else await this.#serve(planned, response);
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.violations.push(`the hub failed: ${words}`);
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, json: { message: `The local GitHub failed: ${words}` } });
    }
  }

  async #serve(planned: Planned, response: ServerResponse): Promise<void> {
    this.#counter.count(planned.kind, planned.operation);
    const behaviour = this.#injections.next(planned);
    if (behaviour !== null && 'status' in behaviour) return send(response, injectedAnswer(behaviour));
    if (behaviour !== null && 'reset' in behaviour && behaviour.reset === 'before')
      return void response.destroy();
    if ((await this.#onRequest?.(planned, 'before')) === 'drop') return void response.destroy();
    if (planned.isWrite && (await this.#isDropped(planned))) return void response.destroy();
    if (behaviour !== null && 'slow' in behaviour) await sleep(behaviour.slow);
    const answer = await planned.serve();
    if ((await this.#onRequest?.(planned, 'after')) === 'drop') return void response.destroy();
    if (behaviour !== null && 'reset' in behaviour) return void response.destroy();
    send(response, answer, behaviour !== null && 'truncate' in behaviour ? behaviour.truncate : null);
  }

  async #isDropped({ kind, operation, method, path }: Planned): Promise<boolean> {
    for (const listener of this.#writeListeners) {
      if ((await listener({ kind, operation, method, path })) === 'drop') return true;
    }
    return false;
  }

  async #unknown(incoming: Incoming): Promise<Answer> {
    const page = (await this.#page?.(incoming)) ?? null;
    if (page !== null) return page;
    this.unknownRequests.push(`${incoming.method} ${incoming.url.pathname}`);
    return notFound().toAnswer();
  }
}
