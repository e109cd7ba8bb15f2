import type { Ending, ScriptedJob } from './step.ts';

/** Makes jobs with ids of their own, shaped as the service's: a `b` and 32 hexadecimal digits. */
export class JobMaker {
  readonly #newId: () => string;

  /** @param newId gives a new text of hexadecimal digits each time. */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** A job of type Job, which waits in a queue. */
  job(name: string, prefix: string): ScriptedJob {
    return {
      jobId: this.#jobId(),
      name,
      type: 'Job',
      input: { Prefix: prefix },
      operation: {
        Tag: 'Transcode',
        QueueId: NIGHT_QUEUE,
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
const NIGHT_QUEUE = 'p2911917386e148639319e13c285cc774';

/** What can go wrong with a job, by codes of the vendor's error pages. */
export const ENDINGS = {
  downloadFailed: {
    code: 'ResourceDownloadFailed',
    message: 'The source file could not be downloaded: input/nightly/episode-14.mov',
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
  notSupported: { code: 'ResourceNotSupported', message: '不支持的视频编码: ProRes RAW' },
} as const satisfies Readonly<Record<string, Ending>>;
