/** Numbers from 0 up to 1 that look random and are the same for the same seed (a multiplicative congruence). */
export function chanceFrom(seed: number): () => number {
  let state = (seed % (MODULUS - 1)) + 1;
  return () => {
    state = (state * MULTIPLIER) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}

const MODULUS = 2 ** 31 - 1;
const MULTIPLIER = 48_271;
