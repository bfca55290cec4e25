// Where the process starts. The version answers before anything is loaded.
import { version } from '../package.json';

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2]!)) {
  process.stdout.write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  // Whoever reads has had enough (`| head`): that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv, version);
}
