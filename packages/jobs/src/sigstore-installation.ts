import { readFileSync } from 'node:fs';
import { Fault, SIGNING_PROFILES, type SigningProfileName, type SigningServices } from '@sluice/model';

/** Where signatures come from and what they lead to. */
export interface Installation {
  readonly issuer: string;
  /** File with the roots; null: those that are pinned. */
  readonly trustRoot: string | null;
  servicesOf(profile: SigningProfileName): SigningServices;
}

const ISSUER = 'https://token.actions.githubusercontent.com';

type Given = Readonly<Record<string, unknown>>;

/**
 * The public services, or those that the owner of the machine names in a file (SLUICE_SIGSTORE): an installation of one's
 * own, `{ issuer, trustRoot, services: { <profile>: { fulcio, rekor, timestamps } } }`. A branch cannot set it: the
 * environment of a caller does not reach a called workflow. Whoever signed, what counts is the root that the verifying
 * job has.
 *
 * @throws Fault OPTION_INVALID
 */
export function readInstallation(file = process.env['SLUICE_SIGSTORE'] ?? ''): Installation {
  if (file === '') {
    const servicesOf = (profile: SigningProfileName): SigningServices => SIGNING_PROFILES[profile].services;
    return { issuer: ISSUER, trustRoot: null, servicesOf };
  }
  const given = parse(file);
  return {
    issuer: text(given, 'issuer') ?? ISSUER,
    trustRoot: text(given, 'trustRoot'),
    servicesOf: (profile) => {
      const services = Object((given['services'] as Given | undefined)?.[profile]) as Given;
      const fulcio = text(services, 'fulcio');
      if (fulcio === null) throw invalid(`The file that SLUICE_SIGSTORE names has no Fulcio for ${profile}.`);
      return { fulcio, rekor: text(services, 'rekor'), timestamps: text(services, 'timestamps') };
    },
  };
}

function parse(file: string): Given {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as Given;
  } catch (cause) {
    throw invalid(
      `The file ${JSON.stringify(file)} that SLUICE_SIGSTORE names cannot be read as JSON.`,
      cause,
    );
  }
}

function text(given: Given, key: string): string | null {
  const value = given[key] ?? null;
  if (value === null || (typeof value === 'string' && value !== '')) return value;
  throw invalid(`${key} in the file that SLUICE_SIGSTORE names is not a text.`);
}

function invalid(message: string, cause?: unknown): Fault {
  return new Fault(
    'OPTION_INVALID',
    message,
    'It is a JSON object with `issuer`, `trustRoot` (a path) and `services`, by profile, with their URLs.',
    cause,
  );
}
