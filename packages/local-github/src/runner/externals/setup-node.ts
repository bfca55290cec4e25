// `actions/setup-node`: the node that runs this runner.
import { dirname } from 'node:path';
import type { ExternalAction } from './external-action.ts';

export const setupNode: ExternalAction = {
  name: 'actions/setup-node',
  versions: ['v4', 'v5', 'v6'],
  inputs: {
    'node-version': '',
    'node-version-file': '',
    'check-latest': 'false',
    architecture: '',
    'registry-url': '',
    scope: '',
    token: '',
    cache: '',
    'package-manager-cache': 'true',
    'cache-dependency-path': '',
    'always-auth': '',
  },
  differs:
    'installs nothing: the node that runs the runner is put on the PATH, whatever version is asked for; no cache.',
  run(context) {
    context.addPath(dirname(process.execPath));
    context.setOutput('node-version', process.version);
    context.log(`Using node ${process.version}; asked for: ${context.inputs['node-version'] || 'any'}`);
    return Promise.resolve();
  },
};
