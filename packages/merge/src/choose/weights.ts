import { FOREST_ROWS } from './forest.ts';
import { forestFrom } from './trees.ts';

export { CONFIDENCE, FEATURES, HUNK_SURE_ENOUGH, SURE_ENOUGH } from './forest.ts';
export const FOREST = forestFrom(FOREST_ROWS);
