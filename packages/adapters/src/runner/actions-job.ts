import * as core from '@actions/core';
import { Fault } from '@sluice/model';
import type { Job } from '@sluice/ports';
import { breakCommands } from '../sandbox/neutralise.ts';
import { fitSummary, SUMMARY_BYTES } from './fit-summary.ts';

/**
 * The job that this process runs in, by `@actions/core`. Everything printed is broken up where it could be a command to
 * the runner: messages carry names and output by others.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function actionsJob(): Job {
  let left = SUMMARY_BYTES;
  return {
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    secret: (value) => {
      // An empty mask would hide everything; one of several lines is kept by line.
      for (const line of value.split('\n')) if (line.trim() !== '') core.setSecret(line.trim());
    },
    info: (text) => core.info(breakCommands(text)),
    notice: (text) => core.notice(breakCommands(text)),
    warning: (text) => core.warning(breakCommands(text)),
    fail: (text) => core.setFailed(breakCommands(text)),
    async summary(markdown) {
      if ((process.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
      const fitting = fitSummary(markdown, left);
      left -= Buffer.byteLength(fitting);
      await core.summary.addRaw(fitting).write();
    },
    async identityToken(audience) {
      if ((process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '') === '') throw noIdentity();
      try {
        return await core.getIDToken(audience);
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
