// Where the installed program starts. Each way leads to a bundle of its own: what git and editors call for every file
// must not wait for the rest.
import { version } from '../package.json';

void start(process.argv.slice(2));

async function start(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (args.length === 1 && ['--version', '-V'].includes(command!)) {
    process.stdout.write(`${version}\n`);
    return;
  }
  switch (command) {
    case 'merge-file':
      process.exitCode = await (await import('./merge-file/merge-file.ts')).mergeFileMain(rest);
      break;
    case 'merge-driver':
      process.exitCode = await (await import('./merge-driver/merge-driver.ts')).mergeDriverMain(rest);
      break;
    default:
      await import('./index.ts');
  }
}
