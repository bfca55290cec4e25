// The log of one job, with everything hidden that must not show.
import type { Annotation } from '../commands/command-reader.ts';
import type { Masks } from '../commands/masks.ts';

/** The longest log that is kept in memory, in characters; the rest goes to the host alone. */
const KEPT_LENGTH = 16 * 1024 * 1024;

export class JobLog {
  readonly annotations: Annotation[] = [];
  #masks: Masks;
  #send: (text: string) => void;
  #parts: string[] = [];
  #length = 0;

  constructor(masks: Masks, send: (text: string) => void) {
    this.#masks = masks;
    this.#send = send;
  }

  get text(): string {
    return this.#parts.join('');
  }

  line(text: string): void {
    const shown = `${this.#masks.hide(text)}\n`;
    this.#send(shown);
    if (this.#length < KEPT_LENGTH) this.#parts.push(shown);
    this.#length += shown.length;
  }

  annotate(annotation: Annotation): void {
    const { message, title } = annotation;
    const hide = (text: string) => this.#masks.hide(text);
    this.annotations.push({
      ...annotation,
      message: hide(message),
      title: title === null ? null : hide(title),
    });
  }

  /** A failure in the log and among the annotations. */
  error(message: string): void {
    this.line(`##[error]${message}`);
    this.annotate({ level: 'failure', message, title: null, file: null, line: null });
  }

  warning(message: string): void {
    this.line(`##[warning]${message}`);
    this.annotate({ level: 'warning', message, title: null, file: null, line: null });
  }
}
