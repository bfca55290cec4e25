// The whole command line; `start.ts` is what is installed.
import { version } from '../package.json';
import { main } from './main.ts';

void run();

async function run(): Promise<void> {
  // Whoever reads has had enough (`| head`): that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.exitCode = await main(process.argv, version);
}
