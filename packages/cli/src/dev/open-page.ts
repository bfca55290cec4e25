import { spawn } from 'node:child_process';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession } from '../open-session.ts';
import { requireRunning } from './dev-state.ts';

/** Prints where the page is; on a terminal with a desktop a browser opens it. */
export async function openPage({ repo }: { readonly repo: string }): Promise<ExitCode> {
  const state = await inSession(repo, ({ git }) => requireRunning(git.stateDir));
  const url = `${state.url}/${state.repository}`;
  process.stdout.write(`${url}\n`);
  if (process.stdout.isTTY && hasDesktop()) {
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
    const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
    // None is installed: the address was printed.
    child.on('error', () => undefined);
    child.unref();
  }
  return EXIT.done;
}

function hasDesktop(): boolean {
  return process.platform === 'darwin' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
