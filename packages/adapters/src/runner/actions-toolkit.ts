// GitHub's own clients of what a runner offers. A part of its own (`scripts/build/parts.ts`): whoever needs one of them
// imports this file late, and it is in no bundle.
export { DefaultArtifactClient } from '@actions/artifact';
export { getIDToken } from '@actions/core';
