import { isEnded } from '../../../src/core/job/state.ts';
import { DAY, SECOND } from '../../../src/platform/time.ts';
import { PollBench } from '../poll-bench.ts';
import type { ScriptedCloud } from '../scripted-cloud.ts';
import { isLookUp, isStale } from './answers.ts';
import type { Change, History, Step } from './history.ts';
import { Judge, type Judgement } from './judge.ts';

/**
 * Lets a history happen to the real poll over a real store, ends it with two good polls (the first may still find a
 * token that an earlier read lost), and judges what was told after each poll.
 *
 * What is not tried, for nobody could tell it from the truth: a stale answer to a look-up in a poll that had one
 * already; a clock that steps twice between two complete reads, or once beside a stale answer; two jobs created in
 * one second (behind a lost token, a page full of one second's jobs is not told from the last).
 */
export async function play({ pageSize, skew, jobs, steps }: History): Promise<Played> {
  await using bench = await PollBench.start({ pageSize, followFor: 1000 * DAY }, { memory: true });
  bench.cloud.skew = skew;
  const world: World = { bench, judge: new Judge(bench), clockWasSet: false, clocksSet: 0, betweenPages: 0 };
  for (const job of jobs) change(bench.cloud, job);
  for (const step of steps) await perform(world, step);
  for (let round = 0; round < 2; round++) {
    await bench.clock.advance(30 * SECOND);
    await pollOnce(world, GOOD_POLL);
  }
  const { clocksSet, betweenPages } = world;
  return { ...world.judge.conclude(), clocksSet, betweenPages };
}

const GOOD_POLL = { do: 'poll', faults: [], lookUpFault: undefined, meanwhile: [] } as const;

export interface Played extends Judgement {
  clocksSet: number;
  /** Jobs created and moved between the pages of a poll. */
  betweenPages: number;
}

interface World {
  bench: PollBench;
  judge: Judge;
  /** Since the last complete read. */
  clockWasSet: boolean;
  clocksSet: number;
  betweenPages: number;
}

async function perform(world: World, step: Step): Promise<void> {
  const { bench } = world;
  switch (step.do) {
    case 'create':
    case 'move':
    case 'hide':
    case 'show':
      return change(bench.cloud, step);
    case 'wait':
      return await bench.clock.advance(step.span);
    case 'restart':
      return await bench.restart();
    case 'set-clock':
      return setClock(world, step);
    case 'poll':
      return await pollOnce(world, step);
    case 'good-polls':
      for (let round = 0; round < 4; round++) await pollOnce(world, GOOD_POLL);
  }
}

async function pollOnce(world: World, step: Step & { do: 'poll' }): Promise<void> {
  const { cloud } = world.bench;
  let staleBefore = false;
  cloud.fault = (request, query) => {
    const fault = (isLookUp(query) ? step.lookUpFault : undefined) ?? step.faults[request];
    if (!isStale(fault)) return fault;
    if (world.clockWasSet || (staleBefore && isLookUp(query))) return undefined;
    staleBefore = true;
    return fault;
  };
  cloud.afterAnswer = (request) => {
    for (const { change: one } of step.meanwhile.filter(({ after }) => after === request)) {
      world.betweenPages += 1;
      change(cloud, one);
    }
  };
  await world.judge.pollBegins();
  const { outcome } = await world.bench.poll();
  if (outcome === 'complete') world.clockWasSet = false;
  await world.judge.pollEnded(outcome);
}

function setClock(world: World, { whose, by }: Step & { do: 'set-clock' }): void {
  if (world.clockWasSet) return;
  world.clockWasSet = true;
  world.clocksSet += 1;
  const { clock, cloud } = world.bench;
  if (whose === 'ours') clock.setNow(clock.now() + by);
  else cloud.skew += by;
}

function change(cloud: ScriptedCloud, what: Change): void {
  if (what.do === 'hide') {
    // What nobody ever saw, and is hidden until its window has passed, is nobody's to know.
    const shown = new Set(cloud.answers.flatMap(({ rows }) => rows ?? []).map(({ jobId }) => jobId));
    const open = [...cloud.jobs.values()].filter(({ jobId, state }) => !isEnded(state) && shown.has(jobId));
    const job = open[what.job % open.length];
    if (job !== undefined) cloud.remove(job.jobId);
    return;
  }
  if (what.do === 'show') {
    const listed = (jobId: string) => cloud.jobs.has(jobId);
    for (const { job } of cloud.past.stays)
      if (!listed(job.jobId)) cloud.put(cloud.past.last(job.jobId) ?? job);
    return;
  }
  if (what.do === 'create') {
    const taken = new Set(
      cloud.past.stays.map(({ job }) => job).map(({ createdAt }) => Math.floor(createdAt / SECOND)),
    );
    let createdAt = cloud.serverNow - what.age;
    while (taken.has(Math.floor(createdAt / SECOND))) createdAt -= SECOND;
    cloud.put({ jobId: `b${cloud.past.jobs}`, state: what.state, createdAt });
    return;
  }
  const open = [...cloud.jobs.values()].filter(({ state }) => !isEnded(state));
  const job = open[what.job % open.length];
  const choices = job === undefined ? [] : (NEXT[job.state] ?? []);
  const state = choices[what.choice % choices.length];
  if (job !== undefined && state !== undefined) cloud.put({ ...job, state });
}

/** What may follow a state, as far as the API's documents tell. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  Submitted: ['Running', 'Pause', 'Failed', 'Cancel', 'Success'],
  Running: ['Success', 'Failed', 'Cancel', 'Pause'],
  Pause: ['Submitted', 'Running', 'Cancel', 'Failed'],
};
