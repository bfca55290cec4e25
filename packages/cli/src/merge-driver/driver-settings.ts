import { shellQuote } from '@sluice/deliver';

export const DRIVER = 'sluice';

/** Files that the engine knows more about than their lines. */
export const DRIVEN: readonly string[] = [
  ...['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'py', 'go', 'java', 'rs'],
  ...['json', 'jsonc', 'jsonl', 'yaml', 'yml', 'toml', 'xml', 'properties', 'css', 'sql', 'md'],
].map((ending) => `*.${ending}`);

const NAMES = ['go.mod', 'requirements*.txt', '.gitignore', '.dockerignore', '.npmignore'];

/** Lines for .gitattributes. */
export function attributeLines(): string[] {
  return [...DRIVEN, ...NAMES].map((pattern) => `${pattern} merge=${DRIVER}`);
}

/**
 * The settings of git that name the driver. A shell runs its command: if the program is gone or ends as no driver does,
 * git's own merge leaves its markers, since git would take the file as it is for the result.
 */
export function driverSettings(node: string, program: string): (readonly [name: string, value: string])[] {
  const [start, file] = [node, program].map((word) => shellQuote(word).replaceAll('%', '%%'));
  const drive = `${start} ${file} merge-driver %O %A %B %L %P; case $? in 0) exit 0;; 1) exit 1;; esac`;
  const mark = 'git merge-file -q --diff3 --marker-size=%L -L ours -L base -L theirs -- %A %O %B; exit 1';
  return [
    [`merge.${DRIVER}.name`, 'Sluice: merges by declarations, keys and entries'],
    [`merge.${DRIVER}.driver`, `if test -f ${file}; then ${drive}; fi; ${mark}`],
    // Between merge bases of a criss-cross history nobody reads the result.
    [`merge.${DRIVER}.recursive`, 'text'],
  ];
}
