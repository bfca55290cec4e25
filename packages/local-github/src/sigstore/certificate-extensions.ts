import type { Claims } from './identity-token.ts';

/** One extension of a certificate; `legacy` values are bare text, the others DER. */
export interface CertificateExtension {
  readonly oid: string;
  readonly value: string;
  readonly legacy?: boolean;
}

const ARC = '1.3.6.1.4.1.57264.1';

/** Claims that become bare text, by the last number of the extension. */
const LEGACY: Readonly<Record<number, string>> = {
  1: 'iss',
  2: 'event_name',
  3: 'sha',
  4: 'workflow',
  5: 'repository',
  6: 'ref',
};
const PLAIN: Readonly<Record<number, string>> = {
  8: 'iss',
  10: 'job_workflow_sha',
  11: 'runner_environment',
  13: 'sha',
  14: 'ref',
  15: 'repository_id',
  17: 'repository_owner_id',
  19: 'workflow_sha',
  20: 'event_name',
  22: 'repository_visibility',
};
/** Claims that get the server in front. */
const URIS: Readonly<Record<number, string>> = {
  9: 'job_workflow_ref',
  12: 'repository',
  16: 'repository_owner',
  18: 'workflow_ref',
};

/**
 * How Fulcio writes GitHub's claims into a certificate (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md).
 */
export function certificateExtensions(claims: Claims, serverUrl: string): CertificateExtension[] {
  const of = (table: Readonly<Record<number, string>>, prefix: string): CertificateExtension[] =>
    Object.entries(table).flatMap(([n, claim]) => {
      const value = claims[claim];
      return value === undefined ? [] : [{ oid: `${ARC}.${n}`, value: prefix + value }];
    });
  const run = `${serverUrl}/${claims['repository']}/actions/runs/${claims['run_id']}/attempts/${claims['run_attempt']}`;
  return [
    ...of(LEGACY, '').map((extension) => ({ ...extension, legacy: true })),
    ...of(PLAIN, ''),
    ...of(URIS, `${serverUrl}/`),
    ...(claims['run_id'] === undefined ? [] : [{ oid: `${ARC}.21`, value: run }]),
  ];
}
