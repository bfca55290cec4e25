/** How a hub is started. */
export interface Options {
  /** Directory for the bare repositories; the caller owns and removes it. */
  readonly directory: string;
  /** 0: any free one. */
  readonly port: number;
  /** `iss` of OIDC tokens. */
  readonly issuer: string;
  readonly now: () => Date;
  /** Requests per hour and token, as the headers tell them; reaching it answers 403 as GitHub does. */
  readonly rateLimit: number;
}

export const DEFAULT_OPTIONS: Omit<Options, 'directory'> = {
  port: 0,
  issuer: 'https://token.actions.githubusercontent.com',
  now: () => new Date(),
  rateLimit: 5000,
};
