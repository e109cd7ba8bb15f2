import * as fc from 'fast-check';
import { API_HOLES, type ApiHole, describeSmtpHole, SMTP_HOLES, type SmtpHole } from './holes.ts';

/** The holes in which the program hangs, and the time at which it is asked to stop. */
export interface Combination {
  api: ApiHole;
  smtp: SmtpHole;
  badClients: boolean;
  isLogRead: boolean;
  /** Time since it hangs, in milliseconds. */
  stopAfter: number;
}

/** Pairs of an API and a mail server that hang, as many as asked (all when fewer are there), with the rest drawn. */
export function drawCombinations(seed: number, most: number): readonly Combination[] {
  const pairs = API_HOLES.flatMap((api) => SMTP_HOLES.map((smtp) => ({ api, smtp })));
  const count = Math.min(most, pairs.length);
  const rest = fc.record({
    badClients: fc.boolean(),
    isLogRead: fc.boolean(),
    stopAfter: fc.nat({ max: 1_500 }),
  });
  const drawing = fc.record({
    pairs: fc.shuffledSubarray(pairs, { minLength: count, maxLength: count }),
    rests: fc.array(rest, { minLength: count, maxLength: count }),
  });
  const [drawn] = fc.sample(drawing, { seed, numRuns: 1 });
  if (drawn === undefined) throw new Error('fast-check drew nothing');
  return drawn.pairs.flatMap((pair, index) => {
    const others = drawn.rests[index];
    return others === undefined ? [] : [{ ...pair, ...others }];
  });
}

export function describeCombination({ api, smtp, badClients, isLogRead, stopAfter }: Combination): string {
  return [
    `API ${api}`,
    `SMTP ${describeSmtpHole(smtp)}`,
    ...(badClients ? ['bad HTTP clients'] : []),
    ...(isLogRead ? [] : ['the log is not read']),
    `SIGTERM after ${stopAfter} ms`,
  ].join(', ');
}
