import { randomBytes } from 'node:crypto';
import { normaliseGrants, type Grants } from '../permissions.ts';
import { ACTIONS_BOT, type App, type Directory } from './users.ts';

/** What a token is of: it decides whether a push starts workflows (not of a job) and who may write checks (apps). */
export type TokenKind = 'app' | 'user' | 'pat' | 'job';

export interface TokenRequest {
  readonly kind: TokenKind;
  /** Of an app with or without `[bot]`; ignored for a job. */
  readonly login?: string;
  /** Absent: everything (a person's session); a workflow's or the API's words. */
  readonly permissions?: Grants;
  /** `owner/name` of the repositories that it reaches; absent: all. */
  readonly repositories?: readonly string[];
}

export interface Token {
  readonly value: string;
  readonly kind: TokenKind;
  readonly login: string;
  readonly grants: Grants | 'all';
  readonly repositories: readonly string[] | 'all';
  readonly app: App | null;
}

const PREFIX: Readonly<Record<TokenKind, string>> = {
  app: 'ghs_',
  job: 'ghs_',
  user: 'gho_',
  pat: 'github_pat_',
};

/** The tokens that are valid now. */
export class Tokens {
  readonly #valid = new Map<string, Token>();
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  create(request: TokenRequest): Token {
    const login = this.#loginOf(request);
    const isApp = request.kind === 'app' || request.kind === 'job';
    const token: Token = {
      value: `${PREFIX[request.kind]}${randomBytes(18).toString('hex')}`,
      kind: request.kind,
      login,
      grants: request.permissions === undefined ? 'all' : normaliseGrants(request.permissions),
      repositories: request.repositories ?? 'all',
      app: isApp ? this.#directory.app(login.replace(/\[bot\]$/, '')) : null,
    };
    this.#directory.user(login);
    this.#valid.set(token.value, token);
    return token;
  }

  find(value: string): Token | null {
    return this.#valid.get(value) ?? null;
  }

  revoke(value: string): void {
    this.#valid.delete(value);
  }

  #loginOf(request: TokenRequest): string {
    if (request.kind === 'job') return ACTIONS_BOT;
    const login = request.login ?? (request.kind === 'app' ? 'app' : 'user');
    return request.kind === 'app' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
  }
}

/** Whether a token may see a repository at all. */
export function reaches(token: Token | null, fullName: string): boolean {
  return token !== null && (token.repositories === 'all' || token.repositories.includes(fullName));
}
