import type { Ending, ScriptedJob, ScriptedQueue } from './step.ts';

/** Makes jobs with ids of their own, shaped as the service's: a `b` and 32 hexadecimal digits. */
export class JobMaker {
  readonly #newId: () => string;

  /** @param newId gives a new text of hexadecimal digits each time. */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** A job of type Job, which waits in a queue. */
  job(name: string, prefix: string, queue = NIGHT_QUEUE): ScriptedJob {
    return {
      jobId: this.#jobId(),
      name,
      type: 'Job',
      input: { Prefix: prefix },
      operation: {
        Tag: 'Transcode',
        QueueId: queue.queueId,
        JobParam: { TemplateId: 't1460606b9752148c4ab182f55163ba7cd' },
        JobLevel: '0',
      },
    };
  }

  workflow(name: string, prefix: string): ScriptedJob {
    return {
      jobId: this.#jobId(),
      name,
      type: 'Workflow',
      input: { Prefix: prefix },
      operation: { WorkflowIds: 'w0a6a0e2f5d1c4b3a9e8f7d6c5b4a3921' },
    };
  }

  #jobId(): string {
    return `b${this.#newId()}${this.#newId()}`.slice(0, 33);
  }
}

/** The queue that the script pauses. */
export const NIGHT_QUEUE: ScriptedQueue = { queueId: 'p2911917386e148639319e13c285cc774', name: 'night' };

/** A queue that somebody paused long before the script begins. */
export const BACKFILL_QUEUE: ScriptedQueue = {
  queueId: 'p7c3e9f0a51b84d26b1f4a0c98e27d635',
  name: 'backfill',
};

/** Failures of a job, by codes of the vendor's error pages. */
export const ENDINGS = {
  downloadFailed: {
    code: 'ResourceDownloadFailed',
    message: 'The source file could not be downloaded: input/nightly/episode-14.mov',
    objects: { total: 240, failed: { ResourceDownloadFailed: 31, ResourceNotSupported: 6 } },
  },
  accessDenied: {
    code: 'ResourceAccessDenied',
    message: 'No permission to read the source bucket <examplebucket-1250000000>',
  },
  writeDenied: { code: 'WriteTargetBucketDenied', message: 'No permission to write to the output bucket' },
  templateNotFound: { code: 'TemplateNotFound', message: 'The transcoding template does not exist' },
  roleNotExist: {
    code: 'CIRoleNotExist',
    message: 'The CI service role is not authorized; grant CI_QCSRole',
  },
  notSupported: {
    code: 'ResourceNotSupported',
    message: '不支持的视频编码: ProRes RAW',
    objects: { total: 1_200, failed: { ResourceNotSupported: 204 } },
  },
} as const satisfies Readonly<Record<string, Ending>>;
