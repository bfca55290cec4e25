// Where the process starts. The version answers before anything is loaded.
import { version } from '../package.json';

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2]!)) {
  process.stdout.write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv, version);
}
