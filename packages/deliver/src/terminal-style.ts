import type { Status } from '@sluice/model';

/** Colours and marks of the terminal summary. Without colour, marks are ASCII and tell the statuses apart by themselves. */
export interface TerminalStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  /** Black on yellow: for the one thing that must not be missed. */
  readonly alarm: (text: string) => string;
  readonly status: (status: Status, text: string) => string;
  readonly marks: Record<Status, string>;
  readonly bullet: string;
  readonly versus: string;
}

const COLORS: Record<Status, number> = { landed: 32, planned: 36, held: 33, rejected: 31, excluded: 90 };
const MARKS: Record<Status, string> = { landed: '✓', planned: '○', held: '●', rejected: '✗', excluded: '–' };
const ASCII_MARKS: Record<Status, string> = {
  landed: '+',
  planned: 'o',
  held: '!',
  rejected: 'x',
  excluded: '-',
};

export function terminalStyle(color: boolean): TerminalStyle {
  const sgr = (codes: string) => (text: string) => (color ? `\u001b[${codes}m${text}\u001b[0m` : text);
  return {
    bold: sgr('1'),
    dim: sgr('2'),
    alarm: color ? (text) => `\u001b[30;43;1m ${text} \u001b[0m` : (text) => `*** ${text} ***`,
    status: (status, text) => sgr(String(COLORS[status]))(text),
    marks: color ? MARKS : ASCII_MARKS,
    bullet: color ? '·' : '-',
    versus: color ? '×' : 'x',
  };
}
