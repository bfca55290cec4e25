// What a runner obeys of the lines of a log, after ActionCommand.cs and ActionCommandManager.cs of actions/runner.

/** Commands that the runner has extensions for, beside `stop-commands`. */
const REGISTERED = [
  ...['set-output', 'set-env', 'save-state', 'add-mask', 'add-path', 'add-matcher', 'remove-matcher'],
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'echo'],
];

// Its comparisons follow a language, and pass over what has no weight there: format characters and marks.
const WITHOUT_WEIGHT = /[\p{Cf}\p{M}]/gu;

interface Command {
  readonly name: string;
  readonly data: string;
}

/** `name data` of each command that is obeyed, in order. */
export function obeyed(log: string): string[] {
  const registered = new Set([...REGISTERED, 'stop-commands']);
  let stopToken: string | null = null;
  const done: string[] = [];
  for (const line of log.split(/\r\n|\r|\n/)) {
    const command = parseV2(line, registered) ?? parseV1(line, registered);
    if (command === null) continue;
    if (stopToken !== null) {
      if (command.name !== stopToken) continue;
      registered.delete(stopToken);
      stopToken = null;
    } else if (command.name === 'stop-commands') {
      stopToken = command.data.toLowerCase();
      registered.add(stopToken);
    } else done.push(`${command.name} ${command.data}`);
  }
  return done;
}

/** `::name properties::data`, at the start of a line. */
function parseV2(line: string, registered: ReadonlySet<string>): Command | null {
  const text = line.replace(WITHOUT_WEIGHT, '').trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  return end < 0 ? null : known(text.slice(2, end), text.slice(end + 2), registered);
}

/** `##[name properties]data`, anywhere. */
function parseV1(line: string, registered: ReadonlySet<string>): Command | null {
  const text = line.replace(WITHOUT_WEIGHT, '');
  const start = text.indexOf('##[');
  const end = start < 0 ? -1 : text.indexOf(']', start);
  return end < 0 ? null : known(text.slice(start + 3, end), text.slice(end + 1), registered);
}

function known(info: string, data: string, registered: ReadonlySet<string>): Command | null {
  const name = info.split(' ')[0]!.toLowerCase();
  return registered.has(name) ? { name, data } : null;
}
