import { Fault } from '@sluice/model';
import type { Job } from '@sluice/ports';
import { breakCommands } from '../sandbox/neutralise.ts';
import { fitSummary, SUMMARY_BYTES } from './fit-summary.ts';
import { printLine, readInput, runnerCommand, writeOutput, writeSummary } from './runner-commands.ts';

/**
 * The job that this process runs in. Everything printed is broken up where it could be a command to the runner: messages
 * carry names and output by others.
 */
export function actionsJob(): Job {
  let left = SUMMARY_BYTES;
  return {
    input: readInput,
    output: writeOutput,
    secret: (value) => {
      // An empty mask would hide everything; one of several lines is kept by line.
      for (const line of value.split('\n')) if (line.trim() !== '') runnerCommand('add-mask', line.trim());
    },
    info: (text) => printLine(breakCommands(text)),
    notice: (text) => runnerCommand('notice', breakCommands(text)),
    warning: (text) => runnerCommand('warning', breakCommands(text)),
    fail: (text) => {
      process.exitCode = 1;
      runnerCommand('error', breakCommands(text));
    },
    summary: (markdown) => {
      const fitting = fitSummary(markdown, left);
      left -= Buffer.byteLength(fitting);
      writeSummary(fitting);
      return Promise.resolve();
    },
    async identityToken(audience) {
      if ((process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '') === '') throw noIdentity();
      try {
        const { getIDToken } = await import('./actions-toolkit.ts');
        return await getIDToken(audience);
      } catch (cause) {
        throw new Fault(
          'FORGE_UNREACHABLE',
          `The forge gave no identity token for ${audience}.`,
          'Run the job again. If it stays, see whether the forge is up.',
          cause,
        );
      }
    },
  };
}

function noIdentity(): Fault {
  return new Fault(
    'FORGE_DENIED',
    'This job cannot ask for an identity token.',
    'Give the job the permission `id-token: write`, in the calling workflow too.',
  );
}
