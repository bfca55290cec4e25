import { join } from 'node:path';

/** The command line as users run it: built by `npm run build`. */
export const BIN = join(import.meta.dirname, '../../../dist/sluice/index.cjs');
