// Which environment git processes get. Two kinds: `neutral` for everything that reads or makes objects, where no
// setting of the user, the machine or the repository may change an answer; `owner` for the few commands that read or
// move refs in the user's repository, which need the user's own configuration to be allowed in at all (safe.directory).

const KEPT = [
  'PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'LD_LIBRARY_PATH',
  // By it a runner finds what a job left behind: a push of a job that was killed must not arrive after it.
  'RUNNER_TRACKING_ID',
];

const NEUTRAL = {
  LC_ALL: 'C',
  LANGUAGE: '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_ADVICE: '0',
  HOME: '/dev/null',
  XDG_CONFIG_HOME: '/dev/null',
};

/** No inherited `GIT_*`, no home, no system configuration; `gitDir` is the scratch repository. */
export function neutralEnvironment(gitDir: string): NodeJS.ProcessEnv {
  return { ...kept(process.env), ...NEUTRAL, GIT_DIR: gitDir };
}

/** The user's environment without what would redirect git to another repository, and without prompts or pagers. */
export function ownerEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
}

/** Settings given on the command line, which win over the repository's own: no hook, monitor or signature of it runs. */
export const OWNER_SETTINGS = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
  '-c',
  'log.showSignature=false',
];

function kept(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(KEPT.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}
