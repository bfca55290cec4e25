// @ts-nocheck -- read by a test, never run: none of what it imports exists
import type { A } from './a.ts';
import { type B } from './b.ts';
export type { C } from './c.ts';
export * from './d.ts';
import 'e';

export const lazy: A | B = () => import('f');
export const text = `
import g from 'g';
export { h } from 'h';
`;
