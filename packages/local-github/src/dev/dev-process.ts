// The process of `sluice dev up`: a local GitHub for one repository. It ends, with all that it started, on a signal, or
// when its parent goes.
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import {
  DEV_SCHEMA,
  type Answer,
  type DevState,
  type Order,
  type ServeOrder,
  type StartOrder,
} from './dev-protocol.ts';
import { LocalForge } from './local-forge.ts';
import { devPages } from './pages/dev-pages.ts';

const OWNER = 'local';
/** How long jobs may take to end when they are cancelled. */
const GRACE_MS = 3000;

let forge: LocalForge | null = null;
let directory: string | null = null;
let stateFile: string | null = null;
let detached = false;
let ending = false;

// Ctrl-C on a terminal reaches the whole group: the parent decides, and goes; that ends this process.
process.on('SIGINT', () => detached && void end());
process.on('SIGTERM', () => void end());
process.on('SIGHUP', () => detached || void end());
process.on('disconnect', () => !detached && void end());
// The last word when a run leaves by another way than `end`.
process.on('exit', removeFiles);

let queue = Promise.resolve();
process.on('message', (order: Order) => {
  queue = queue.then(() => obey(order)).catch(fail);
});

async function obey(order: Order): Promise<void> {
  if (order.kind === 'start') return start(order);
  if (order.kind === 'serve') return serve(order);
  detached = true;
  process.disconnect?.();
}

async function start({ directory: given, ...options }: StartOrder): Promise<void> {
  directory = given;
  mkdirSync(given, { recursive: true, mode: 0o700 });
  forge = await LocalForge.start({ directory: given, ...options });
  await say({ kind: 'started', url: forge.hub.url, toolkitCommit: forge.toolkitCommit });
}

/** Makes the repository with what a maintainer would set up: the environment with its secret, and who may push. */
async function serve(order: ServeOrder): Promise<void> {
  if (!forge || directory === null) throw new Error('It was not started.');
  const { hub } = forge;
  const repository = `${OWNER}/${order.name}`;
  const { name, from, visibility } = order;
  await hub.createRepository({ owner: OWNER, name, visibility, from, defaultBranch: order.base });
  const own = { kind: 'app', repositories: [repository] } as const;
  const prToken = hub.createToken({
    ...own,
    kind: 'pat',
    login: 'sluice-bot',
    permissions: { contents: 'write', 'pull-requests': 'write' },
  });
  hub.configure(repository, {
    environments: { sluice: { secrets: { PR_CREATE_TOKEN: prToken.value }, branches: [order.base] } },
  });
  const state: DevState = {
    schema: DEV_SCHEMA,
    pid: process.pid,
    instance: randomUUID(),
    url: hub.url,
    repository,
    base: order.base,
    setupCommit: order.setupCommit,
    branches: order.branches,
    directory,
    agentToken: hub.createToken({ ...own, login: 'agents', permissions: { contents: 'write' } }).value,
    maintainerToken: hub.createToken({ kind: 'user', login: 'maintainer' }).value,
  };
  hub.servePages(devPages(forge, state));
  writeFileSync(order.stateFile, `${JSON.stringify(state, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  stateFile = order.stateFile;
  await say({ kind: 'serving', state });
}

async function fail(error: unknown): Promise<void> {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const message = error instanceof Error ? error.message : String(error);
  await say({ kind: 'failed', code: typeof code === 'string' ? code : '', message });
  void end(1);
}

async function end(code = 0): Promise<void> {
  if (ending) return;
  ending = true;
  try {
    await queue;
    await forge?.cancelAll(GRACE_MS);
    await forge?.stop();
  } finally {
    process.exit(code);
  }
}

function removeFiles(): void {
  if (stateFile !== null) rmSync(stateFile, { force: true });
  if (directory !== null) rmSync(directory, { recursive: true, force: true });
}

/** Resolves when it was handed over. */
function say(answer: Answer): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send!(answer, () => resolve());
    else resolve();
  });
}
