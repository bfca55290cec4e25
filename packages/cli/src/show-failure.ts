import { breakCommands } from '@sluice/adapters/sandbox/neutralise';
import { plainText } from '@sluice/deliver';
import { Fault } from '@sluice/model';
import { EXIT, type ExitCode } from './exit-code.ts';

/** Tells on standard error what stopped the run and what to do next. */
export function showFailure(error: unknown): ExitCode {
  if (isInterruption(error)) {
    process.stderr.write('\nInterrupted. Branches, index and work trees are as they were.\n');
    return EXIT.interrupted;
  }
  if (error instanceof Fault) {
    process.stderr.write(`error ${error.code}: ${lines(error.message)}\n  next: ${lines(error.next)}\n`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `error INTERNAL: ${lines(stack)}\n  next: nothing was delivered; please report this with the command that you ran.\n`,
    );
  }
  return EXIT.failed;
}

function isInterruption(error: unknown): boolean {
  return (
    (error instanceof Fault && error.code === 'INTERRUPTED') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

function lines(text: string): string {
  return breakCommands(text.replaceAll('\t', '  ').split('\n').map(plainText).join('\n  '));
}
