import { isEnded } from '../../core/job/state.ts';
import { HOUR, MINUTE, type Clock, type Instant } from '../../platform/time.ts';
import type { SimulatedCloud } from '../simulator/simulated-cloud.ts';
import type { Act, Phase, Step } from './step.ts';

/** The parts of the demo that the script acts on. */
export interface Stage {
  cloud: SimulatedCloud;
  /** Absent when the mail server is not ours; the script then leaves it in peace. */
  mailServer?: {
    setRefusing(answer: { code: number; text: string } | undefined): void;
  };
  clock: Clock;
  /** Shows a person what happens. */
  say: (step: Step) => void;
}

/** Plays scenes one after the other until they end or `signal` aborts. */
export async function play(scenes: Iterable<Phase>, stage: Stage, signal: AbortSignal): Promise<void> {
  const { clock } = stage;
  let begin = clock.monotonic();
  for (const { steps, length } of scenes) {
    for (const step of steps) {
      if (!(await reached(begin + step.at, clock, signal))) return;
      playStep(step, stage);
    }
    begin += length;
    if (!(await reached(begin, clock, signal))) return;
    forgetOld(stage);
  }
}

/** Does what a step says, at once. */
function playStep(step: Step, stage: Stage): void {
  const acts = step.acts.filter(({ kind }) => kind !== 'mail server' || stage.mailServer !== undefined);
  if (acts.length === 0 && step.acts.length > 0) return;
  stage.say(step);
  for (const act of acts) perform(act, stage);
}

export function perform(act: Act, { cloud, mailServer, clock }: Omit<Stage, 'say'>): void {
  switch (act.kind) {
    case 'submit': {
      const { job, state = 'Submitted', age = 0, ending } = act;
      const creationTime = clock.now() - age;
      cloud.put({ ...job, state: 'Submitted', creationTime });
      const movedAt = Math.min(clock.now(), creationTime + 5 * MINUTE);
      if (state !== 'Submitted') cloud.move(job.jobId, state, { ...timesOf(state, movedAt), ...ending });
      return;
    }
    case 'move':
      cloud.move(act.job.jobId, act.to, { ...timesOf(act.to, clock.now()), ...act.ending });
      return;
    case 'queue':
      cloud.putQueue({ ...act.queue, state: act.is, updateTime: clock.now() - (act.age ?? 0) });
      return;
    case 'api':
      if (act.is === 'up') cloud.behave();
      else cloud.misbehave(OUTAGE, { times: Number.POSITIVE_INFINITY });
      return;
    case 'mail server':
      mailServer?.setRefusing(act.is === 'accepting' ? undefined : BUSY);
  }
}

const OUTAGE = {
  kind: 'error',
  status: 503,
  code: 'ServiceUnavailable',
  message: 'Service is unavailable, please retry later',
} as const;
const BUSY = { code: 421, text: 'mail.example.com service not available, try again later' } as const;

/** The service writes when a job started and ended; what never ran has no start. */
function timesOf(state: string, at: Instant) {
  if (state === 'Running') return { startTime: at };
  return isEnded(state) ? { endTime: at } : {};
}

/** The demo may run for days: what ended long ago leaves the service. */
function forgetOld({ cloud, clock }: Stage): void {
  const horizon = clock.now() - HOUR;
  for (const { jobId, state, creationTime } of cloud.jobs.jobs())
    if (isEnded(state) && creationTime < horizon) cloud.remove(jobId);
}

async function reached(moment: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(Math.max(0, moment - clock.monotonic()), signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
