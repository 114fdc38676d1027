/**
 * Property tests draw the same examples in every run, so that a change is judged by what it does and not by the draw.
 * `PROPERTY_SEED=random npm test` (or a number) explores others; a failure names its seed. CI does not shrink: the
 * seed and path of the failure do it anywhere.
 */
import fc from 'fast-check';

const { CI, PROPERTY_SEED = '20260601' } = process.env;

fc.configureGlobal({
  ...(PROPERTY_SEED === 'random' ? {} : { seed: Number(PROPERTY_SEED) }),
  ...(CI ? { endOnFailure: true } : {}),
});
