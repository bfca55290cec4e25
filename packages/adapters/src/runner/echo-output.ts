// Printed text of untrusted commands in the log of a runner. What `neutralise` makes of it holds no command; this is
// the second wall: between a stop command and its token the runner obeys nothing.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
import { randomBytes } from 'node:crypto';

/** 128 bits or more of letters and digits. */
const TOKEN = /^[A-Za-z0-9]{22,}$/;

/** Lines for the log in which nothing of `text` is obeyed. A new token for each call; nobody has seen it before. */
export function guardedOutput(text: string): string {
  return guardedEcho(text, randomBytes(24).toString('hex'));
}

/**
 * The text between `::stop-commands::token` and `::token::`, always ending with a line end. The token must be one that
 * whoever wrote the text could not know.
 *
 * @throws RangeError when the token could be guessed, or is in the text: the runner does not tell upper from lower case.
 */
export function guardedEcho(text: string, token: string): string {
  if (!TOKEN.test(token)) throw new RangeError('The token must have at least 22 letters and digits.');
  if (text.toLowerCase().includes(token.toLowerCase()))
    throw new RangeError('The token must not be in the text.');
  return `::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`;
}
