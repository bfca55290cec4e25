import { Fault, isOid, STATEMENT_LIMITS, type Oid, type SignatureEvidence } from '@sluice/model';
import type { SigningProfileName } from '@sluice/model';
import type { Expectation } from '@sluice/trust';

/** As commander parses them. */
export interface VerifyOptions {
  readonly toolkit: string;
  readonly commit: readonly string[];
  readonly repository: string;
  readonly branch?: string;
  readonly tip?: string;
  readonly run?: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly target: string;
  readonly profile: SigningProfileName;
  readonly trustRoot?: string;
  readonly maxAge: string;
  readonly selfHosted?: boolean;
  readonly server: string;
  readonly issuer: string;
  readonly repo?: string;
  readonly json?: boolean;
}

/** What to demand, and the names of the fields for which nothing was given: they are taken from the certificate. */
export interface Demands {
  readonly expectation: Expectation;
  readonly unchecked: readonly string[];
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/** @throws Fault OPTION_INVALID */
export function demandsOf(
  options: VerifyOptions,
  { certificate: { extensions } }: SignatureEvidence,
  { tip, now }: { readonly tip: Oid | null; readonly now: number },
): Demands {
  const server = options.server.replace(/\/$/, '');
  const toolkit = matching('--toolkit', options.toolkit, REPOSITORY);
  const uri = `${server}/${matching('--repository', options.repository, REPOSITORY)}`;
  const said = (n: number): string => extensions[n] ?? '';
  const given = {
    ref: options.branch && `refs/heads/${options.branch}`,
    tip: options.tip === undefined ? tip : oidOf('--tip', options.tip),
    run: options.run && matching('--run', options.run, /^\d+(?:\/\d+)?$/),
    repositoryId: options.repositoryId && matching('--repository-id', options.repositoryId, /^\d+$/),
    ownerId: options.ownerId && matching('--owner-id', options.ownerId, /^\d+$/),
  };
  const [run, attempt] = (given.run ?? runIn(said(21))).split('/');
  const expectation: Expectation = {
    profile: options.profile,
    issuer: options.issuer,
    toolkit: {
      workflow: `${server}/${toolkit}/.github/workflows/extract.yml`,
      commits: options.commit.map((commit) => oidOf('--commit', commit)),
    },
    repository: {
      uri,
      id: Number(given.repositoryId ?? said(15)),
      ownerId: Number(given.ownerId ?? said(17)),
    },
    ref: given.ref ?? said(14),
    tip: (given.tip ?? said(13)) as Oid,
    targetRef: `refs/heads/${options.target}`,
    run: { id: Number(run), attempt: Number(attempt ?? attemptIn(said(21))) },
    selfHosted: options.selfHosted ?? false,
    now,
    maxAgeSeconds: Number(matching('--max-age', options.maxAge, /^\d+(?:\.\d+)?$/)) * 3600,
    limits: STATEMENT_LIMITS,
    seen: new Map(),
  };
  const fields = Object.entries(FIELDS) as [keyof typeof FIELDS, string][];
  return { expectation, unchecked: fields.flatMap(([key, field]) => (given[key] ? [] : [field])) };
}

/** The checks that compare with what was given, by the names that they have in the verdict. */
const FIELDS = {
  ref: 'source repository ref (.14)',
  tip: 'source repository commit (.13)',
  run: 'run invocation (.21)',
  repositoryId: 'source repository id (.15)',
  ownerId: 'source repository owner id (.17)',
} as const;

function runIn(invocation: string): string {
  const [, id = '0', attempt = '1'] = /\/runs\/(\d+)\/attempts\/(\d+)$/.exec(invocation) ?? [];
  return `${id}/${attempt}`;
}

/** A run that is given without its attempt may have had any. */
function attemptIn(invocation: string): string {
  return runIn(invocation).split('/')[1]!;
}

function oidOf(option: string, text: string): Oid {
  if (isOid(text)) return text;
  throw invalid(option, text, 'Give the full id of a commit, in lower case.');
}

function matching(option: string, text: string, form: RegExp): string {
  if (form.test(text)) return text;
  throw invalid(option, text, 'See `sluice verify --help` for its form.');
}

function invalid(option: string, text: string, next: string): Fault {
  return new Fault('OPTION_INVALID', `${option} has the value ${JSON.stringify(text)}.`, next);
}
