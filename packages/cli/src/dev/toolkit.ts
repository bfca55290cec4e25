import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '@sluice/model';

/** What a local GitHub is made of: a checkout of the toolkit, and two programs in it. */
export interface Toolkit {
  readonly checkout: string;
  readonly entry: string;
  readonly sigstoreEntry: string;
}

const ENTRY = 'dist/dev/index.cjs';
const SIGSTORE = 'dist/dev/sigstore/index.cjs';
/** What workflows reach: without one of these every run would fail. */
const PARTS = [
  'action.yml',
  'actions/extract-manifest/action.yml',
  '.github/workflows/extract.yml',
  '.github/workflows/coordinate.yml',
  'dist/extract-manifest/index.cjs',
  'dist/deliver/index.cjs',
  SIGSTORE,
];

/** The checkout that a program is a part of, by default this one, whatever link started it. Fault TOOLKIT_MISSING. */
export function findToolkit(from: string = dirname(realpathSync(process.argv[1]!))): Toolkit {
  for (let at = from; at !== dirname(at); at = dirname(at)) {
    if (!existsSync(join(at, ENTRY))) continue;
    const missing = PARTS.filter((part) => !existsSync(join(at, part)));
    if (missing.length > 0) throw incomplete(`${at} has no ${missing.join(', ')}.`);
    return { checkout: at, entry: join(at, ENTRY), sigstoreEntry: join(at, SIGSTORE) };
  }
  throw incomplete(`There is no ${ENTRY} beside this program.`);
}

function incomplete(message: string): Fault {
  return new Fault(
    'TOOLKIT_MISSING',
    message,
    'Run `sluice dev` from a complete checkout of Sluice; in one whose sources changed, run `npm run build` first.',
  );
}
