import * as fc from 'fast-check';

const { SEED } = process.env;

/**
 * Property tests try the same examples each time, so that nobody's change is stopped by what it did not break.
 * `SEED=7` tries others, `SEED=random` new ones in each run. A failure names its seed.
 */
if (SEED !== 'random') fc.configureGlobal({ seed: Number(SEED ?? 1) });
