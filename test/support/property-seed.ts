import fc from 'fast-check';

/*
 * Property tests draw the same cases in every run, so that a red run says something about the change and not about luck.
 * `PROPERTY_SEED=<number> npm test` looks at others.
 */
const said = process.env['PROPERTY_SEED'] ?? '20260101';
const seed = Number(said);
if (!Number.isSafeInteger(seed)) throw new Error(`PROPERTY_SEED is ${said}: a whole number is wanted`);
fc.configureGlobal({ seed });
