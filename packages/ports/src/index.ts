export type * from './clock.ts';
export type * from './git.ts';
export type * from './machine.ts';
export type * from './progress.ts';
export type * from './sandbox.ts';
export type * from './store.ts';
