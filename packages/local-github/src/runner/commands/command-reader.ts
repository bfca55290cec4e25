// Reads the output of a step line by line: commands are obeyed, the rest is log.
import { parseCommand, type WorkflowCommand } from './workflow-command.ts';

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string | null;
  readonly file: string | null;
  /** From 1; null: not given. */
  readonly line: number | null;
}

/** What commands do to a job. */
export interface CommandSink {
  log(line: string): void;
  annotate(annotation: Annotation): void;
  mask(value: string): void;
  saveState(name: string, value: string): void;
  /** Makes the step fail with this message. */
  fail(message: string): void;
}

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

/** Commands that GitHub took away from the standard output, and what took their place. */
const REFUSED: Readonly<Record<string, string>> = {
  'set-output': 'GITHUB_OUTPUT',
  'set-env': 'GITHUB_ENV',
  'add-path': 'GITHUB_PATH',
};

const NAMES = [
  'debug',
  'group',
  'endgroup',
  'add-mask',
  'save-state',
  'echo',
  'stop-commands',
  'error',
  'warning',
  'notice',
];

export class CommandReader {
  #sink: CommandSink;
  /** Set between `::stop-commands::TOKEN` and `::TOKEN::`: nothing is a command. */
  #stopToken: string | null = null;

  constructor(sink: CommandSink) {
    this.#sink = sink;
  }

  read(line: string): void {
    if (this.#stopToken !== null) {
      if (line.trim() === `::${this.#stopToken}::`) this.#stopToken = null;
      this.#sink.log(line);
      return;
    }
    const command = parseCommand(line);
    if (command === null) this.#sink.log(line);
    else this.#obey(command, line);
  }

  #obey(command: WorkflowCommand, line: string): void {
    const { name, properties, message } = command;
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.#sink.log(`##[${name}]${message}`);
        this.#sink.annotate(annotationOf(LEVELS[name], properties, message));
        return;
      case 'debug':
      case 'group':
        this.#sink.log(`##[${name}]${message}`);
        return;
      case 'endgroup':
        this.#sink.log('##[endgroup]');
        return;
      case 'add-mask':
        if (message.trim() === '')
          this.#sink.annotate(annotationOf('warning', {}, "Can't add secret mask for empty string."));
        else this.#sink.mask(message);
        return;
      case 'save-state':
        this.#sink.saveState(properties['name'] ?? '', message);
        return;
      case 'stop-commands':
        this.#stop(message.trim());
        this.#sink.log(line);
        return;
      case 'echo':
        return;
      default:
        this.#other(name, line);
    }
  }

  #stop(token: string): void {
    const isCommand =
      token === 'pause-logging' || NAMES.includes(token.toLowerCase()) || token.toLowerCase() in REFUSED;
    if (token === '' || isCommand) this.#sink.fail(`Invalid stop-commands token '${token}'.`);
    else this.#stopToken = token;
  }

  #other(name: string, line: string): void {
    const instead = REFUSED[name];
    if (instead !== undefined) {
      this.#sink.fail(`The \`${name}\` command is disabled. Please write to the file that ${instead} names.`);
    } else if (name === 'add-matcher' || name === 'remove-matcher') {
      this.#sink.fail(`Problem matchers (\`${name}\`) are not supported here.`);
    } else {
      this.#sink.log(line);
    }
  }
}

function annotationOf(
  level: Annotation['level'],
  properties: Readonly<Record<string, string>>,
  message: string,
): Annotation {
  const line = Number(properties['line']);
  return {
    level,
    message,
    title: properties['title'] ?? null,
    file: properties['file'] ?? null,
    line: Number.isInteger(line) && line > 0 ? line : null,
  };
}
