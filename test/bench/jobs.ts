import { toApiTime } from '../../src/core/job/api-time.ts';
import type { Job } from '../../src/core/job/job.ts';
import { renderJob, renderPage } from '../../src/demo/simulator/render.ts';
import type { SimulatedJob } from '../../src/demo/simulator/simulated-job.ts';
import { parseBody } from '../support/poll/parse-body.ts';
import { DAY, MINUTE, type Instant } from '../../src/platform/time.ts';

export const ENDED_JOBS = 100_000;
export const PAGE_SIZE = 100;

/** Where most bytes of a row stand: in `Input` and `Operation`, or in long texts beside each other. */
export type RowShape = 'nested' | 'flat';

const TEXTS: Readonly<Record<RowShape, Pick<SimulatedJob, 'name' | 'message' | 'input' | 'operation'>>> = {
  nested: {
    name: 'nightly-transcode-of-the-archive',
    input: { Prefix: 'archive/2026/originals/nightly-transcode-of-the-archive/channel-0042/0000000001/' },
  },
  flat: {
    name: 'nightly-transcode-of-the-archive-'.repeat(4).slice(0, 128),
    message: 'the object cannot be read; '.repeat(20).slice(0, 380),
    input: { Prefix: 'archive/' },
    operation: { Tag: 'Transcode' },
  },
};

/** A job whose row has some 960 bytes, as those have that `peers.md` was measured with. */
export function job(
  id: string,
  state: string,
  creationTime: Instant,
  shape: RowShape = 'nested',
): SimulatedJob {
  const hasEnded = state === 'Success' || state === 'Failed' || state === 'Cancel';
  return {
    jobId: id.padEnd(33, '0'),
    state,
    creationTime,
    startTime: creationTime + 20_000,
    ...(hasEnded && { endTime: creationTime + 5 * MINUTE }),
    ...TEXTS[shape],
  };
}

/** The id of the `index`-th of the ended jobs. */
export function endedId(index: number): string {
  return `b${index.toString(16).padStart(8, '0')}`;
}

/** The history: jobs that succeeded, spread evenly over the thirty days that ended an hour before `end`. */
export function* endedJobs(
  end: Instant,
  { count = ENDED_JOBS, shape = 'nested' }: { count?: number; shape?: RowShape } = {},
): Generator<SimulatedJob> {
  const step = (30 * DAY) / ENDED_JOBS;
  for (let index = 0; index < count; index += 1) {
    const creationTime = Math.floor(end - 31 * DAY + 23 * 60 * MINUTE + index * step);
    yield job(endedId(index), 'Success', creationTime, shape);
  }
}

/** The jobs as the parser gives them. They differ in id and times only, so that one of a state is read for all. */
export function toParsed(jobs: readonly SimulatedJob[]): Job[] {
  const templates = new Map<string, Job>();
  return jobs.map((simulated) => {
    const template = templates.get(simulated.state) ?? parse(simulated);
    templates.set(simulated.state, template);
    return {
      ...template,
      jobId: simulated.jobId,
      creationTime: timeText(simulated.creationTime),
      startTime: timeText(simulated.startTime),
      endTime: timeText(simulated.endTime),
    };
  });
}

function timeText(instant: Instant | undefined): string {
  return instant === undefined ? '' : toApiTime(instant);
}

function parse(simulated: SimulatedJob): Job {
  const body = parseBody(renderPage([renderJob(simulated)], '', 'bench'));
  const [parsed] = body.kind === 'page' ? body.page.jobs : [];
  if (parsed === undefined) throw new Error('a row of the bench cannot be parsed');
  return parsed;
}
