import { MINUTE } from '../../platform/time.ts';
import { ENDINGS, NIGHT_QUEUE, type JobMaker } from './scripted-jobs.ts';
import { step, type Act, type Phase } from './step.ts';

const NAMES = ['evening-news', '体育集锦', 'podcast-loudness', '课程录像', 'drone-footage'] as const;
const FAILURES = Object.values(ENDINGS);

/**
 * One round at an easy pace, so that there is always something to see: a job fails, another succeeds, and
 * every third time the queue is paused in between.
 * @param round from 1.
 */
export function laterRound(make: JobMaker, round: number): Phase {
  const nameOf = (index: number) => `${NAMES[(round + index) % NAMES.length] ?? 'job'}-${round}`;
  const doomed = make.job(nameOf(0), 'input/');
  const good = make.workflow(nameOf(1), 'input/');
  const ending = FAILURES[round % FAILURES.length] ?? ENDINGS.downloadFailed;
  const pause = [
    step(
      20,
      `the queue is paused: ${doomed.name} waits`,
      { kind: 'queue', queue: NIGHT_QUEUE, is: 'Paused' },
      { kind: 'move', job: doomed, to: 'Pause' },
    ),
    step(
      35,
      'the queue is resumed',
      { kind: 'queue', queue: NIGHT_QUEUE, is: 'Active' },
      { kind: 'move', job: doomed, to: 'Submitted' },
    ),
  ];
  return {
    steps: [
      step(5, `${doomed.name} and ${good.name} are submitted`, submitted(doomed), submitted(good)),
      step(15, `${good.name} starts`, { kind: 'move', job: good, to: 'Running' }),
      ...(round % 3 === 0 ? pause : []),
      step(45, `${doomed.name} starts`, { kind: 'move', job: doomed, to: 'Running' }),
      step(60, `${doomed.name} fails`, { kind: 'move', job: doomed, to: 'Failed', ending }),
      step(75, `${good.name} succeeds`, { kind: 'move', job: good, to: 'Success' }),
    ],
    length: 1.5 * MINUTE,
  };
}

const submitted = (job: ReturnType<JobMaker['job']>): Act => ({ kind: 'submit', job });
