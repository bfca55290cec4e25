// What one does who trusts a model: text in one prompt, and answers written down as they are. Attack tests fail on it, so
// that they are known to be able to.
import type { SynthesisAnswer } from '@sluice/synthesis';
import type { Repository } from '../repository.ts';
import type { Reply } from './messages-api.ts';

/** Data between marks that everybody knows. */
export function naivePrompt(texts: readonly string[]): string {
  return texts.map((text) => `<data>\n${text}\n</data>`).join('\n');
}

/** What of a prompt a reader takes for instructions: everything outside the marks. */
export function outsideOf(prompt: string, mark: string): string {
  const from = new RegExp(`^<${mark}(?: [^\\n]*)?>$`);
  let inside = false;
  return prompt
    .split('\n')
    .filter((line) => {
      if (inside ? line === `</${mark}>` : from.test(line)) {
        inside = !inside;
        return false;
      }
      return !inside;
    })
    .join('\n');
}

/** Writes every file of an answer; the branch that it makes. */
export function writeNaively(repo: Repository, reply: Reply): string {
  const { files, documents } = (reply as { value: SynthesisAnswer }).value;
  repo.commit('naive', Object.fromEntries([...files, ...documents].map(({ path, text }) => [path, text])));
  return 'naive';
}
