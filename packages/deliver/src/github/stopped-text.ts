import { markdownCode, markdownText } from '../markdown-text.ts';
import { plainShort } from '../plain-text.ts';
import { prose, fitDocument, SUMMARY_BYTES } from './fit-document.ts';

/** Names of the signals that stop everything. */
export const STOP_SIGNALS = {
  label: 'stop-claude',
  ref: 'refs/heads/sluice/stop',
  variable: 'SLUICE_STOP',
} as const;

/** What said stop at one moment; all empty: nothing did. */
export interface StopReading {
  /** Open issues and pull requests that carry the label: `#12`. */
  readonly labelled: readonly string[];
  /** Whether the ref exists. */
  readonly ref: boolean;
  /** Value of the variable; null where it is not set. */
  readonly variable: string | null;
  /** Why the signals could not be read, which stops as well; null: they were read. */
  readonly unreadable: string | null;
}

export interface StoppedText {
  /** One line for a log. */
  readonly line: string;
  /** Markdown for the page of the run. */
  readonly summary: string;
}

interface Said {
  readonly plain: string;
  readonly markdown: string;
  readonly release: string;
}

const ISSUES_SHOWN = 5;

/** What stopped the run and how to release it; null when nothing says stop. */
export function stoppedText(reading: StopReading): StoppedText | null {
  const said = [...byLabel(reading), ...byRef(reading), ...byVariable(reading), ...byFailure(reading)];
  if (said.length === 0) return null;
  const sections = [
    prose(
      '## Sluice is stopped',
      'Nothing was written, and nothing will be while one of these says stop.',
      said.map(({ markdown, release }) => `- ${markdown} ${release}`).join('\n'),
      'Then start the workflow again, or wait for its next run: it looks at all branches each time, so nothing is lost.',
    ),
  ];
  return {
    line: `Stopped, nothing was written: ${said.map(({ plain }) => plain).join('; ')}.`,
    summary: fitDocument(sections, { bytes: SUMMARY_BYTES, elsewhere: '' }),
  };
}

function byLabel({ labelled }: StopReading): Said[] {
  if (labelled.length === 0) return [];
  const shown = labelled.slice(0, ISSUES_SHOWN).map((each) => plainShort(each, 20));
  const more = labelled.length - shown.length;
  const where = [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return [
    {
      plain: `the label ${STOP_SIGNALS.label} is on ${where}`,
      markdown: `The label ${markdownCode(STOP_SIGNALS.label)} is on ${markdownText(where)}.`,
      release: 'Take it off, or close what carries it.',
    },
  ];
}

function byRef({ ref }: StopReading): Said[] {
  if (!ref) return [];
  return [
    {
      plain: `the ref ${STOP_SIGNALS.ref} exists`,
      markdown: `The ref ${markdownCode(STOP_SIGNALS.ref)} exists.`,
      release: `Delete it: ${markdownCode(`git push origin :${STOP_SIGNALS.ref}`)}`,
    },
  ];
}

function byVariable({ variable }: StopReading): Said[] {
  if (variable === null || variable === '') return [];
  const value = plainShort(variable, 80);
  return [
    {
      plain: `the variable ${STOP_SIGNALS.variable} is set (${value})`,
      markdown: `The repository variable ${markdownCode(STOP_SIGNALS.variable)} is set to ${markdownCode(value)}.`,
      release: 'Delete it in the settings of the repository, under Secrets and variables, Actions.',
    },
  ];
}

function byFailure({ unreadable }: StopReading): Said[] {
  if (unreadable === null) return [];
  const why = plainShort(unreadable, 300);
  return [
    {
      plain: `the stop signals could not be read (${why})`,
      markdown: `The stop signals could not be read, which counts as stop: ${markdownText(why)}`,
      release: `The job needs ${markdownCode('issues: read')} and ${markdownCode('contents: read')}.`,
    },
  ];
}
