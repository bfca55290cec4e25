import { version } from '../../package.json';
import { openForge, openForgeSettings } from '@sluice/adapters/github/open-forge';
import { Fault } from '@sluice/model';
import type { ForgeSettings } from '@sluice/ports';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { doctorReport } from './doctor-words.ts';
import { examine, type Finding } from './finding.ts';
import { gatherFacts } from './gather-facts.ts';
import { repositoryOf } from './remote.ts';
import { RULES } from './rules/all-rules.ts';
import { cloneFiles, forgeFiles } from './sources.ts';

export interface DoctorOptions {
  readonly repo?: string;
  readonly repository?: string;
  readonly base?: string;
  readonly environment: string;
  readonly apiUrl?: string;
  readonly json?: boolean;
}

/** Looks at a repository and its settings, and tells. `some` when anything is wrong or could not be read. */
export async function doctor(options: DoctorOptions, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const directory = options.repo ?? (options.repository === undefined ? '.' : null);
  const repository = options.repository ?? (await repositoryOf(directory ?? '.'))?.name;
  if (repository === undefined) {
    throw new Fault(
      'OPTION_INVALID',
      'Which repository?',
      'Give `--repository owner/name`: the clone has no remote `origin` on a host.',
    );
  }
  const forge = connect(repository, options.apiUrl, env);
  const base = options.base ?? (await forge?.defaultBranch()) ?? 'main';
  const target = { repository, base, environment: options.environment };
  const files =
    directory === null ? forge && forgeFiles(forge.settings, base) : await cloneFiles(directory, base);
  const findings = examine(RULES, await gatherFacts(target, files, forge?.settings ?? null));
  const settings = forge
    ? `the settings of ${repository}`
    : `no settings: there is no token in GH_TOKEN or GITHUB_TOKEN`;
  const where = `${files?.from ?? 'no files'}, and ${settings}`;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ repository, base, environment: options.environment, findings }, null, 2)}\n`
      : `${doctorReport(findings, where)}\n`,
  );
  return findings.some(isBad) ? EXIT.some : EXIT.done;
}

function isBad({ state }: Finding): boolean {
  return state === 'wrong' || state === 'unreadable';
}

interface Connection {
  readonly settings: ForgeSettings;
  defaultBranch(): Promise<string>;
}

/** null: there is no token. */
function connect(repository: string, given: string | undefined, env: NodeJS.ProcessEnv): Connection | null {
  const token = env['GH_TOKEN'] || env['GITHUB_TOKEN'];
  if (!token) return null;
  const apiUrl = (given ?? env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/$/, '');
  const options = {
    apiUrl,
    // Beside `/api/v3` on a server of one's own, below the root on github.com.
    graphqlUrl: `${apiUrl.replace(/\/v3$/, '')}/graphql`,
    token,
    repository,
    userAgent: `sluice/${version}`,
    log: (): void => undefined,
  };
  return {
    settings: openForgeSettings(options),
    defaultBranch: async () => (await openForge(options).repository()).defaultBranch,
  };
}
