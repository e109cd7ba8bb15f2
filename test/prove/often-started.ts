import type { Effort } from './proof.ts';

/**
 * The program for proofs that start it again and again. Quick mode leaves out the image's flags of Node: they spare
 * memory, which neither a kill nor an outage asks for, and take a quarter of a start.
 */
export function oftenStarted({ mode, program }: Effort): readonly string[] {
  return mode === 'quick' ? program.slice(-1) : program;
}
