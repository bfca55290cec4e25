export type { GitPath } from '@sluice/model';
