import { PROGRAM_ROWS } from './program-forest.ts';
import { TEXT_ROWS } from './text-forest.ts';
import { forestFrom } from './trees.ts';

export {
  CONFIDENCE,
  FEATURES,
  HUNK_SURE_ENOUGH,
  SURE_ENOUGH,
  SURE_IF_REWORDED,
  WORTH_READING,
} from './scales.ts';
export const FORESTS = { text: forestFrom(TEXT_ROWS), program: forestFrom(PROGRAM_ROWS) } as const;
