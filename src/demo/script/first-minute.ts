import { HOUR, MINUTE } from '../../platform/time.ts';
import { BACKFILL_QUEUE, ENDINGS, NIGHT_QUEUE, type JobMaker } from './scripted-jobs.ts';
import { step, type Act, type Phase, type ScriptedJob, type Step } from './step.ts';

/** The cast of the first minute. */
export interface FirstMinute {
  /** Jobs that are there before anybody looks. */
  before: readonly Act[];
  phase: Phase;
  /** The job whose failure makes the first mail after the summary. */
  firstToFail: ScriptedJob;
}

/** Everything that can happen to a job, to the API and to the mail server, in one minute. */
export function firstMinute(make: JobMaker): FirstMinute {
  const nightly = make.job('nightly-transcode', 'input/nightly/');
  return {
    before: [...pastOf(make), { kind: 'submit', job: nightly, state: 'Running', age: 10 * MINUTE }],
    phase: { steps: stepsOf(make, nightly), length: MINUTE },
    firstToFail: nightly,
  };
}

function pastOf(make: JobMaker): Act[] {
  return [
    { kind: 'queue', queue: NIGHT_QUEUE, is: 'Active', age: 40 * HOUR },
    { kind: 'queue', queue: BACKFILL_QUEUE, is: 'Paused', age: 3 * HOUR },
    {
      kind: 'submit',
      job: make.workflow('archive-thumbnails', 'archive/'),
      state: 'Success',
      age: 20 * HOUR,
    },
    { kind: 'submit', job: make.job('每日水印', 'daily/'), state: 'Success', age: 9 * HOUR },
    {
      kind: 'submit',
      job: make.job('weekly-watermark', 'weekly/'),
      state: 'Failed',
      age: 6 * HOUR,
      ending: ENDINGS.templateNotFound,
    },
    {
      kind: 'submit',
      job: make.job('字幕烧录-补跑', 'subtitles/backfill/', BACKFILL_QUEUE),
      state: 'Pause',
      age: 3 * HOUR,
    },
  ];
}

/** Somebody put markup and a mail header into a job's name. */
const HOSTILE_NAME = '<script>alert("3 a.m.")</script>\r\nBcc: everyone@example.com';

function stepsOf(make: JobMaker, nightly: ScriptedJob): Step[] {
  const [trailer, subtitles, archive, ingest] = [
    make.job('trailer-4k', 'input/trailers/'),
    make.job('字幕烧录-夜间批次', 'subtitles/night/'),
    make.job('archive-to-hevc', 'archive/2019/'),
    make.workflow('ingest-workflow', 'ingest/'),
  ];
  return [
    step(1.5, 'nightly-transcode fails', { ...failed(nightly), ending: ENDINGS.downloadFailed }),
    step(
      5,
      'three jobs and a workflow are submitted',
      ...[trailer, subtitles, archive, ingest].map(submitted),
    ),
    step(8, 'ingest-workflow starts; the three jobs wait in their queue', running(ingest)),
    step(11, 'a job with a hostile name is created and fails, both between two polls', {
      kind: 'submit',
      job: make.job(HOSTILE_NAME, 'input/uploads/'),
      state: 'Failed',
      ending: ENDINGS.accessDenied,
    }),
    step(
      15,
      'somebody pauses the queue: all three waiting jobs go to Pause',
      { kind: 'queue', queue: NIGHT_QUEUE, is: 'Paused' },
      ...[trailer, subtitles, archive].map(paused),
    ),
    step(
      21,
      'the queue is resumed',
      { kind: 'queue', queue: NIGHT_QUEUE, is: 'Active' },
      ...[trailer, subtitles, archive].map(resumed),
    ),
    step(23, 'the three jobs start', ...[trailer, subtitles, archive].map(running)),
    ...troubleWith(archive, subtitles),
    step(51, 'ingest-workflow succeeds', { kind: 'move', job: ingest, to: 'Success' }),
    step(54, 'trailer-4k is cancelled by its owner', { kind: 'move', job: trailer, to: 'Cancel' }),
    step(58, 'that was everything once; it goes on at an easy pace until you stop it'),
  ];
}

/** The two outages: one hides a failure for a while, the other holds its mail up. */
function troubleWith(archive: ScriptedJob, subtitles: ScriptedJob): Step[] {
  return [
    step(26, 'the API is down: it answers 503 to everything', { kind: 'api', is: 'down' }),
    step(27.5, 'archive-to-hevc fails, and nobody can see it', {
      ...failed(archive),
      ending: ENDINGS.notSupported,
    }),
    step(33, 'the API is back', { kind: 'api', is: 'up' }),
    step(36.5, 'the mail server refuses all connections with 421', { kind: 'mail server', is: 'refusing' }),
    step(37.5, '字幕烧录-夜间批次 fails, while no mail can be sent', {
      ...failed(subtitles),
      ending: ENDINGS.writeDenied,
    }),
    step(45, 'the mail server is well again', { kind: 'mail server', is: 'accepting' }),
  ];
}

const submitted = (job: ScriptedJob): Act => ({ kind: 'submit', job });
const running = (job: ScriptedJob): Act => ({ kind: 'move', job, to: 'Running' });
const paused = (job: ScriptedJob): Act => ({ kind: 'move', job, to: 'Pause' });
const resumed = (job: ScriptedJob): Act => ({ kind: 'move', job, to: 'Submitted' });
const failed = (job: ScriptedJob): Extract<Act, { kind: 'move' }> => ({ kind: 'move', job, to: 'Failed' });
