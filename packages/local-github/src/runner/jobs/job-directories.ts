// A job has its own machine: here, its own directories, gone when it ends.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface JobDirectories {
  readonly root: string;
  readonly home: string;
  readonly temp: string;
  readonly toolCache: string;
  /** Where the repositories of actions lie. */
  readonly actions: string;
  /** GITHUB_WORKSPACE; its parent is RUNNER_WORKSPACE. */
  readonly workspace: string;
  readonly runnerWorkspace: string;
  readonly commands: string;
  /** GITHUB_EVENT_PATH. */
  readonly eventFile: string;
}

export function createJobDirectories(root: string, repository: string, payload: unknown): JobDirectories {
  const name = repository.split('/').at(-1) ?? repository;
  const temp = join(root, '_temp');
  const directories: JobDirectories = {
    root,
    home: join(root, 'home'),
    temp,
    toolCache: join(root, '_tool'),
    actions: join(root, '_actions'),
    workspace: join(root, name, name),
    runnerWorkspace: join(root, name),
    commands: join(temp, '_runner_file_commands'),
    eventFile: join(temp, '_github_workflow', 'event.json'),
  };
  const { home, toolCache, actions, workspace, commands } = directories;
  for (const path of [home, toolCache, actions, workspace, commands, join(temp, '_github_workflow')]) {
    mkdirSync(path, { recursive: true });
  }
  writeFileSync(directories.eventFile, JSON.stringify(payload));
  return directories;
}

export function removeJobDirectories(root: string): void {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 });
}
