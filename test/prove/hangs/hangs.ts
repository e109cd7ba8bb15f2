import { type Duration, MINUTE, SECOND } from '../../../src/platform/time.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { describeCombination, drawCombinations } from './combinations.ts';
import { giveUpDelivery, giveUpPolls, type Given } from './deadlines.ts';
import { describeSmtpHole, SMTP_HOLES } from './holes.ts';
import { inParallel } from './in-parallel.ts';
import { stopInHangs } from './stop-in-hangs.ts';

/** Everything that the program talks to hangs, in every way we know. */
export const hangs: Proof = {
  id: 'P8',
  what: 'shutdown and hangs: black-hole sockets everywhere',
  goal: 'SIGTERM ≤ 10 s always; no await past its deadline',
  run: proveHangs,
};

const STOP_AT_MOST = 10 * SECOND;

async function proveHangs(effort: Effort): Promise<Outcome> {
  const isFull = effort.mode === 'full';
  const [stops, polls] = await Promise.all([
    stopEverywhere(effort, isFull ? Infinity : 6),
    giveUpPolls(effort.program),
  ]);
  const badStops = stops.filter(({ isWell }) => !isWell);
  const deliveries = isFull ? await giveUpDeliveries(effort) : [];
  const given = [...polls, ...deliveries];
  const late = given.filter(({ took, atMost }) => !(took <= atMost));
  const problems = [
    ...badStops.map(({ text }) => text),
    ...late.map(({ what, took, atMost }) => `${what}: ${took} ms, at most ${atMost}`),
  ];
  return {
    held: problems.length === 0,
    reached:
      `${stops.length} stops in a hang, ${badStops.length} late or not clean, the longest ${longest(stops)} s; ` +
      `polls with a timeout of 0.5 s given up after at most ${longest(polls)} s` +
      (isFull ? `, deliveries after at most ${longest(deliveries)} s` : ''),
    counterExample: problems[0],
  };
}

async function stopEverywhere({ seed, program, say }: Effort, most: number) {
  return await inParallel(3, drawCombinations(seed, most), async (combination) => {
    const { took, ended } = await stopInHangs(combination, program);
    const isClean = ended !== 'never' && ended.code === 0;
    const end = ended === 'never' ? 'still running' : `code ${ended.code}, signal ${ended.signal}`;
    const text = `${describeCombination(combination)}: ${Math.round(took)} ms, ${end}`;
    say(text);
    return { took, isWell: isClean && took <= STOP_AT_MOST, text };
  });
}

async function giveUpDeliveries({ program, say }: Effort): Promise<readonly Given[]> {
  return await inParallel(6, SMTP_HOLES, async (hole) => {
    const took = await giveUpDelivery(hole, program);
    const what = `delivery to a mail server that ${describeSmtpHole(hole)}`;
    say(`${what}: given up after ${took} ms`);
    return { what, took, atMost: MINUTE };
  });
}

/** In seconds. */
function longest(all: readonly { took: Duration }[]): string {
  return (Math.max(...all.map(({ took }) => took)) / SECOND).toFixed(1);
}
