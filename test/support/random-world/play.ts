import { isEnded } from '../../../src/core/job/state.ts';
import { DAY, SECOND } from '../../../src/platform/time.ts';
import { PollFixture } from '../poll/poll-fixture.ts';
import type { ScriptedCloud } from '../poll/scripted-cloud.ts';
import { isLookUp, isStale } from './answers.ts';
import type { Change, History, Step } from './history.ts';
import { Judge, type Judgement } from './judge.ts';

/**
 * Lets a history happen to the real poll over a real store, ends it with two good polls (the first may still find a
 * token that an earlier read lost), and judges the notifications after each poll.
 *
 * What is not tried, for nobody could tell it from the truth: a stale answer to a look-up in a poll that had one
 * already; a clock that steps twice between two complete reads, or once beside a stale answer; two jobs created in
 * one second (behind a lost token, a page full of one second's jobs is not told from the last).
 */
export async function play({ pageSize, skew, jobs, steps }: History): Promise<Played> {
  await using fixture = await PollFixture.start({ pageSize, followFor: 1000 * DAY }, { memory: true });
  fixture.cloud.skew = skew;
  const simulation: Simulation = {
    fixture,
    judge: new Judge(fixture),
    clockWasSet: false,
    clocksSet: 0,
    betweenPages: 0,
  };
  for (const job of jobs) change(fixture.cloud, job);
  for (const step of steps) await perform(simulation, step);
  for (let round = 0; round < 2; round++) {
    await fixture.clock.advance(30 * SECOND);
    await pollOnce(simulation, GOOD_POLL);
  }
  const { clocksSet, betweenPages } = simulation;
  return { ...simulation.judge.conclude(), clocksSet, betweenPages };
}

const GOOD_POLL = { do: 'poll', faults: [], lookUpFault: undefined, meanwhile: [] } as const;

export interface Played extends Judgement {
  clocksSet: number;
  /** Jobs created and moved between the pages of a poll. */
  betweenPages: number;
}

interface Simulation {
  fixture: PollFixture;
  judge: Judge;
  /** Since the last complete read. */
  clockWasSet: boolean;
  clocksSet: number;
  betweenPages: number;
}

async function perform(simulation: Simulation, step: Step): Promise<void> {
  const { fixture } = simulation;
  switch (step.do) {
    case 'create':
    case 'move':
    case 'hide':
    case 'show':
      return change(fixture.cloud, step);
    case 'wait':
      return await fixture.clock.advance(step.span);
    case 'restart':
      return await fixture.restart();
    case 'set-clock':
      return setClock(simulation, step);
    case 'poll':
      return await pollOnce(simulation, step);
    case 'good-polls':
      for (let round = 0; round < 4; round++) await pollOnce(simulation, GOOD_POLL);
  }
}

async function pollOnce(simulation: Simulation, step: Step & { do: 'poll' }): Promise<void> {
  const { cloud } = simulation.fixture;
  let staleBefore = false;
  cloud.fault = (request, query) => {
    const fault = (isLookUp(query) ? step.lookUpFault : undefined) ?? step.faults[request];
    if (!isStale(fault)) return fault;
    if (simulation.clockWasSet || (staleBefore && isLookUp(query))) return undefined;
    staleBefore = true;
    return fault;
  };
  cloud.afterAnswer = (request) => {
    for (const { change: one } of step.meanwhile.filter(({ after }) => after === request)) {
      simulation.betweenPages += 1;
      change(cloud, one);
    }
  };
  await simulation.judge.pollBegins();
  const { outcome } = await simulation.fixture.poll();
  if (outcome === 'complete') simulation.clockWasSet = false;
  await simulation.judge.pollEnded(outcome);
}

function setClock(simulation: Simulation, { whose, by }: Step & { do: 'set-clock' }): void {
  if (simulation.clockWasSet) return;
  simulation.clockWasSet = true;
  simulation.clocksSet += 1;
  const { clock, cloud } = simulation.fixture;
  if (whose === 'ours') clock.setNow(clock.now() + by);
  else cloud.skew += by;
}

function change(cloud: ScriptedCloud, what: Change): void {
  if (what.do === 'hide') {
    // A job that no answer ever showed, hidden until its window has passed, need not be known.
    const shown = new Set(cloud.answers.flatMap(({ rows }) => rows ?? []).map(({ jobId }) => jobId));
    const open = [...cloud.jobs.values()].filter(({ jobId, state }) => !isEnded(state) && shown.has(jobId));
    const job = open[what.job % open.length];
    if (job !== undefined) cloud.remove(job.jobId);
    return;
  }
  if (what.do === 'show') {
    const listed = (jobId: string) => cloud.jobs.has(jobId);
    for (const { job } of cloud.past.spells)
      if (!listed(job.jobId)) cloud.put(cloud.past.last(job.jobId) ?? job);
    return;
  }
  if (what.do === 'create') {
    const taken = new Set(
      cloud.past.spells.map(({ job }) => job).map(({ createdAt }) => Math.floor(createdAt / SECOND)),
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

/** The states that may follow a state, by the API's documents. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  Submitted: ['Running', 'Pause', 'Failed', 'Cancel', 'Success'],
  Running: ['Success', 'Failed', 'Cancel', 'Pause'],
  Pause: ['Submitted', 'Running', 'Cancel', 'Failed'],
};
