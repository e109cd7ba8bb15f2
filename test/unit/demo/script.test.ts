import { describe, expect, it } from 'vitest';
import { perform, play } from '../../../src/demo/script/play.ts';
import { writeScript } from '../../../src/demo/script/script.ts';
import { BACKFILL_QUEUE, NIGHT_QUEUE } from '../../../src/demo/script/scripted-jobs.ts';
import type { Phase, ScriptedJob, Step } from '../../../src/demo/script/step.ts';
import { startSimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { isEnded } from '../../../src/core/job/state.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { TestClock } from '../../support/test-clock.ts';

const ROUNDS = 12;

describe('the script of the demo', () => {
  it('has a first minute in which everything happens, the first failure early enough for a mail within 5 s', () => {
    const [first] = phases(1);
    expect(first?.length).toBe(MINUTE);
    expect(first?.steps[0]?.at).toBeLessThanOrEqual(2 * SECOND);
    const acts = first?.steps.flatMap((step) => step.acts) ?? [];
    const states = acts.flatMap((act) => (act.kind === 'move' ? [act.to] : []));
    expect(new Set(states)).toEqual(
      new Set(['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel']),
    );
    const submitted = acts.flatMap((act) => (act.kind === 'submit' ? [act] : []));
    expect(new Set(submitted.map(({ job }) => job.type))).toEqual(new Set(['Job', 'Workflow']));
    expect(submitted.filter(({ state }) => state === 'Failed')).toHaveLength(1);
  });

  it('keeps its steps in order and inside their scene', () => {
    for (const { steps, length } of phases(ROUNDS)) {
      const moments = steps.map(({ at }) => at);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect(moments.at(-1)).toBeLessThan(length);
    }
  });

  it('ends each outage that it begins, within the same scene', () => {
    for (const { steps } of phases(ROUNDS)) {
      const outages = { api: 'up', 'mail server': 'accepting' };
      for (const act of steps.flatMap((step) => step.acts)) {
        if (act.kind === 'api' || act.kind === 'mail server') outages[act.kind] = act.is;
      }
      expect(outages).toEqual({ api: 'up', 'mail server': 'accepting' });
    }
  });

  it('never moves a job that has ended, and gives each an id of its own, shaped as the service does', () => {
    const states = new Map<string, string>();
    for (const act of [...script().before, ...phases(ROUNDS).flatMap(({ steps }) => steps.flatMap(actsOf))]) {
      if (act.kind === 'submit') {
        expect(act.job.jobId).toMatch(/^b[0-9a-f]{32}$/);
        expect(states.has(act.job.jobId)).toBe(false);
        states.set(act.job.jobId, act.state ?? 'Submitted');
      } else if (act.kind === 'move') {
        expect(isEnded(states.get(act.job.jobId) ?? 'Running')).toBe(false);
        states.set(act.job.jobId, act.to);
      }
    }
    expect(states.size).toBeGreaterThan(2 * ROUNDS);
  });
});

describe('a queue of the script', () => {
  it('is paused whenever a job in it is, and only then', () => {
    const { before } = script();
    const steps = [{ acts: before }, ...phases(ROUNDS).flatMap((phase) => phase.steps)];
    const queues = new Map<string, string>();
    const paused = new Map<string, string | undefined>();
    for (const { acts } of steps) {
      for (const act of acts) {
        if (act.kind === 'queue') queues.set(act.queue.queueId, act.is);
        if (act.kind !== 'submit' && act.kind !== 'move') continue;
        const state = act.kind === 'submit' ? act.state : act.to;
        if (state === 'Pause') paused.set(act.job.jobId, queueOf(act.job));
        else paused.delete(act.job.jobId);
      }
      const isPaused = [...queues].filter(([, is]) => is === 'Paused').map(([queueId]) => queueId);
      expect(new Set(isPaused)).toEqual(new Set(paused.values()));
    }
    expect(queues.size).toBe(2);
  });
});

describe('playing the script', () => {
  it('does each step at its moment, without a mail server those that need none', async () => {
    const clock = new TestClock();
    await using cloud = await startSimulatedCloud({ secretId: 'ID', secretKey: 'KEY', clock });
    const { before, scenes: all } = script();
    for (const act of before) perform(act, { cloud, clock });
    const notified: [number, string][] = [];
    const begun = clock.monotonic();
    const stopping = new AbortController();
    const say = (step: Step) => notified.push([clock.monotonic() - begun, step.say]);
    const playing = play(all, { cloud, clock, say }, stopping.signal);
    await clock.advance(MINUTE - 1);
    const steps = phases(1)[0]?.steps ?? [];
    const expected = steps.filter(({ acts }) => acts[0]?.kind !== 'mail server');
    expect(notified).toEqual(expected.map(({ at, say: text }) => [at, text]));
    expect(cloud.jobs.jobs().map(({ state }) => state)).not.toContain('Submitted');
    stopping.abort();
    await playing;
  });

  it('lets what ended long ago leave the service, so that it can go on for days', async () => {
    const clock = new TestClock();
    await using cloud = await startSimulatedCloud({ secretId: 'ID', secretKey: 'KEY', clock });
    const stopping = new AbortController();
    const playing = play(allPhases(), { cloud, clock, say: () => {} }, stopping.signal);
    await clock.advance(300 * MINUTE);
    expect(cloud.jobs.size).toBeGreaterThan(10);
    expect(cloud.jobs.size).toBeLessThan(100);
    stopping.abort();
    await playing;
  });
});

function script() {
  let ids = 0;
  return writeScript(() => (ids += 1).toString(16).padStart(16, '0'));
}

function queueOf({ operation }: ScriptedJob): string | undefined {
  return [NIGHT_QUEUE, BACKFILL_QUEUE].find(({ queueId }) => operation['QueueId'] === queueId)?.queueId;
}

/** The phases for a service that has the jobs from before, as if they were one more scene. */
function* allPhases(): Iterable<Phase> {
  const { before, scenes: all } = script();
  yield { steps: [{ at: 0, say: 'before', acts: before }], length: SECOND };
  yield* all;
}

function phases(count: number): Phase[] {
  return Iterator.from(script().scenes).take(count).toArray();
}

function actsOf(step: Step): Step['acts'] {
  return step.acts;
}
