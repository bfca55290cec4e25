// The two files that `sluice init` writes: are they there, and do they still say what keeps them safe?
import { pinOf } from '../../init/pins.ts';
import { allowedIn } from '../../init/pins.ts';
import type { Facts, WorkflowFile } from '../facts.ts';
import { unreadable, wrong, type Look, type Rule } from '../finding.ts';
import { MODEL_KEY, PR_TOKEN } from '../fixes.ts';
import { at, eventsOf, isMapping, jobsOf, texts } from '../yaml-value.ts';

const FILES = '`contents: read`, or a clone with --repo';
const REWRITE = ['sluice init --toolkit OWNER/NAME --commit ID --force   # then land the change'];
const REPIN = ['sluice init --upgrade --commit ID   # then land the change'];
const TRIGGERS = ['workflow_run', 'schedule', 'workflow_dispatch', 'push'];

type Kind = 'extract' | 'coordinate';

function fileOf(facts: Facts, kind: Kind): WorkflowFile | null {
  return facts.workflows?.find(({ text }) => pinOf(text)?.workflow === kind) ?? null;
}

/** Looks at a file of ours; one that is not there is the business of the first rule alone. */
function inFile(kind: Kind, look: (file: WorkflowFile, facts: Facts) => Look): Rule['look'] {
  return (facts) => {
    if (facts.workflows === null) return unreadable(FILES);
    const file = fileOf(facts, kind);
    return file === null ? null : look(file, facts);
  };
}

/** The job of the file that calls our workflow. */
function callerOf(file: WorkflowFile, kind: Kind): Readonly<Record<string, unknown>> | null {
  const calls = (uses: unknown): boolean =>
    typeof uses === 'string' && uses.includes(`/workflows/${kind}.yml@`);
  return jobsOf(file.content).find(([, job]) => calls(job['uses']))?.[1] ?? null;
}

export const SLUICE_WORKFLOW_RULES: readonly Rule[] = [
  {
    id: 'workflows-present',
    should: 'The two workflow files are on the base branch, pinned to a commit.',
    why: 'Without them no manifest is signed and nothing is landed; a branch or tag as pin can be moved to other code.',
    look: (facts) => {
      if (facts.workflows === null) return unreadable(FILES);
      const missing = (['extract', 'coordinate'] as const).filter((kind) => fileOf(facts, kind) === null);
      if (missing.length === 0) return null;
      return wrong(
        `No file calls ${missing.map((kind) => `${kind}.yml`).join(' and ')} of a toolkit at a full commit id.`,
        ['sluice init --toolkit OWNER/NAME --commit ID   # then land the change'],
      );
    },
  },
  {
    id: 'pins-agree',
    should: 'Manifests are signed at a commit that the coordinator believes.',
    why: 'Otherwise every branch is left out: its manifest was signed by a version that nobody allowed.',
    look: (facts) => {
      if (facts.workflows === null) return unreadable(FILES);
      const [extract, coordinate] = [fileOf(facts, 'extract'), fileOf(facts, 'coordinate')];
      if (extract === null || coordinate === null) return null;
      const [signs, believes] = [pinOf(extract.text)!, pinOf(coordinate.text)!];
      if (signs.toolkit !== believes.toolkit) {
        return wrong(
          `${extract.path} calls ${signs.toolkit}, ${coordinate.path} calls ${believes.toolkit}.`,
          REWRITE,
        );
      }
      if ([believes.commit, ...allowedIn(coordinate.text)].includes(signs.commit)) return null;
      return wrong(
        `${extract.path} signs at ${signs.commit}, which ${coordinate.path} does not allow.`,
        REPIN,
      );
    },
  },
  {
    id: 'manifest-caller',
    should: 'The manifest workflow runs on pushes and grants no more than it needs.',
    why: 'A manifest counts only for `push`, and the signing job needs `contents: read` and `id-token: write` alone.',
    look: inFile('extract', (file) => {
      if (!eventsOf(file.content).includes('push'))
        return wrong(`${file.path} does not run on push.`, REWRITE);
      const granted = at(callerOf(file, 'extract'), 'permissions');
      const exact =
        isMapping(granted) &&
        Object.keys(granted).length === 2 &&
        granted['contents'] === 'read' &&
        granted['id-token'] === 'write';
      return exact
        ? null
        : wrong(`${file.path} grants ${JSON.stringify(granted ?? 'the default')}.`, REWRITE);
    }),
  },
  {
    id: 'coordinator-triggers',
    should:
      'The coordinator runs on workflow_run, schedule, workflow_dispatch and pushes to the base branch alone.',
    why: 'Other events run with the file, or on the word, of somebody who may not change the base branch.',
    look: inFile('coordinate', (file, { base }) => {
      const others = eventsOf(file.content).filter((event) => !TRIGGERS.includes(event));
      if (others.length > 0) return wrong(`${file.path} also runs on ${others.join(', ')}.`, REWRITE);
      const pushes = texts(at(file.content, 'on', 'push', 'branches'));
      const onPush = eventsOf(file.content).includes('push');
      if (onPush && (pushes.length !== 1 || pushes[0] !== base)) {
        return wrong(`${file.path} runs on pushes to ${pushes.join(', ') || 'every branch'}.`, REWRITE);
      }
      return onPush
        ? null
        : wrong(`${file.path} does not run on pushes to ${base}: nothing is audited.`, REWRITE);
    }),
  },
  {
    id: 'manifest-name',
    should: 'The coordinator waits for the manifest workflow by its name.',
    why: 'GitHub connects the two by name: renamed, a push is only seen at the next hour.',
    look: inFile('coordinate', (file, facts) => {
      const extract = fileOf(facts, 'extract');
      const name = at(extract?.content, 'name');
      const waits = texts(at(file.content, 'on', 'workflow_run', 'workflows'));
      if (extract === null || (typeof name === 'string' && waits.includes(name))) return null;
      return wrong(
        `${file.path} waits for ${waits.join(', ') || 'nothing'}, not for ${String(name)}.`,
        REWRITE,
      );
    }),
  },
  {
    id: 'one-coordinator',
    should: 'One coordinator runs at a time, and none is cancelled.',
    why: 'Two at once test the same branches twice; one that is cancelled while it delivers has to be repeated.',
    look: inFile('coordinate', (file) => {
      const concurrency = at(file.content, 'concurrency');
      const cancels = at(concurrency, 'cancel-in-progress');
      if (concurrency === undefined) return wrong(`${file.path} has no concurrency group.`, REWRITE);
      return cancels === undefined || cancels === false
        ? null
        : wrong(`${file.path} cancels a run in progress.`, REWRITE);
    }),
  },
  {
    id: 'secret-by-name',
    should: `The coordinator is handed ${PR_TOKEN} by name, ${MODEL_KEY} where a model may be asked, and nothing else.`,
    why: "With `secrets: inherit` every secret would reach every job that it calls; unnamed, the environment's is empty.",
    look: inFile('coordinate', (file) => {
      const handed = at(callerOf(file, 'coordinate'), 'secrets');
      if (handed === 'inherit') return wrong(`${file.path} hands on all secrets.`, REWRITE);
      const names = isMapping(handed) ? Object.keys(handed) : [];
      const others = names.filter((name) => name !== PR_TOKEN && name !== MODEL_KEY);
      if (names.includes(PR_TOKEN) && others.length === 0) return null;
      return wrong(`${file.path} hands on ${names.join(', ') || 'no secret'}.`, REWRITE);
    }),
  },
  {
    id: 'no-cache',
    should: 'Both workflow files say `cache-mode: none`.',
    why: 'Code of a branch can leave poisoned entries in the cache, and a trusted job would restore them.',
    look: (facts) => {
      if (facts.workflows === null) return unreadable(FILES);
      const ours = [fileOf(facts, 'extract'), fileOf(facts, 'coordinate')].filter((file) => file !== null);
      const open = ours.filter(({ content }) => {
        const modes = jobsOf(content).map(([, job]) => job['cache-mode']);
        return (
          at(content, 'cache-mode') !== 'none' || modes.some((mode) => mode !== undefined && mode !== 'none')
        );
      });
      return open.length === 0
        ? null
        : wrong(`${open.map(({ path }) => path).join(' and ')}: not so.`, REWRITE);
    },
  },
];
