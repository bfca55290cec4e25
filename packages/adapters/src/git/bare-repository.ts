import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes an empty bare repository of our own: no template, hook or setting of the machine. Written file by file. */
export function makeBareRepository(directory: string): string {
  for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'info']) {
    mkdirSync(join(directory, name), { recursive: true });
  }
  writeFileSync(join(directory, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(
    join(directory, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tlogAllRefUpdates = false\n[gc]\n\tauto = 0\n',
  );
  return directory;
}
