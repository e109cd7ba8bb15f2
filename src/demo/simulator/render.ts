import { toApiTime } from '../../core/job/api-time.ts';
import type { Instant } from '../../platform/time.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import type { SimulatedJob, XmlTree } from './simulated-job.ts';

/** Renders one `JobsDetail` row; nodes and their order are those of the vendor's sample. */
export function renderJob(job: SimulatedJob): string {
  const type = job.type ?? 'Job';
  return element('JobsDetail', [
    leaf('Code', job.code ?? 'Success'),
    leaf('Type', type),
    job.message === undefined || job.message === '' ? '<Message/>' : leaf('Message', job.message),
    leaf('Name', job.name ?? 'job-demo'),
    leaf('JobId', job.jobId),
    leaf('State', job.state),
    leaf('CreationTime', toApiTime(job.creationTime)),
    leaf('StartTime', timeOrDash(job.startTime)),
    leaf('EndTime', timeOrDash(job.endTime)),
    ...Object.entries(job.extra ?? {}).map(([name, text]) => leaf(name, text)),
    tree('Input', job.input ?? { Prefix: 'input/' }),
    tree('Operation', job.operation ?? defaultOperation(type)),
  ]);
}

export function renderPage(rows: readonly string[], nextToken: string, requestId: string): string {
  return renderResponse(requestId, [...rows, leaf('NextToken', nextToken)]);
}

export function renderDescription(row: string | undefined, jobId: string, requestId: string): string {
  return renderResponse(requestId, [row ?? leaf('NonExistJobIds', jobId)]);
}

export function renderResponse(requestId: string, children: readonly string[]): string {
  return element('Response', [leaf('RequestId', requestId), ...children]);
}

/** Renders one `QueueList` row; nodes and their order are those of the vendor's sample. */
export function renderQueue({ queueId, name, state, updateTime, list = '/queue' }: SimulatedQueue): string {
  return element('QueueList', [
    leaf('QueueId', queueId),
    leaf('Name', name),
    leaf('State', state),
    tree('NotifyConfig', { Url: '', Event: '', Type: '', State: 'Off' }),
    leaf('MaxSize', '10000'),
    leaf('MaxConcurrent', '10'),
    leaf('UpdateTime', toApiTime(updateTime)),
    leaf('CreateTime', '2022-08-09T16:23:11+0800'),
    leaf('Category', CATEGORIES[list] ?? 'Transcoding'),
  ]);
}

/** As the vendor's samples have it. */
const CATEGORIES: Readonly<Record<string, string>> = {
  '/picqueue': 'PicProcessing',
  '/asrqueue': 'Speeching',
  '/ai_queue': 'AIProcess',
  '/file_queue': 'FileProcess',
};

/** The task of one object of a batch job. */
export interface RenderedTask {
  /** Of its object in the job, from 0. */
  number: number;
  state: string;
  code: string;
}

/** Renders one `JobsDetail` row of the task list. A task does not say which batch job it belongs to. */
export function renderTask(
  jobId: string,
  { number, state, code }: RenderedTask,
  { tag, queueId }: { tag: string; queueId: string | undefined },
): string {
  return element('JobsDetail', [
    leaf('Code', code),
    '<Message/>',
    leaf('JobId', `j${jobId.slice(1)}-${number}`),
    leaf('State', state),
    leaf('Tag', tag),
    leaf('QueueId', queueId ?? ''),
    tree('Input', { Object: `input/object-${number}.mp4` }),
  ]);
}

/** An error body as the CI error page describes it. */
export function renderError(error: { code: string; message: string; requestId: string }): string {
  const body = element('Error', [
    leaf('Code', error.code),
    leaf('Message', error.message),
    leaf('RequestId', error.requestId),
    leaf('TraceId', `trace-${error.requestId}`),
  ]);
  return `<?xml version='1.0' encoding='utf-8' ?>\n${body}`;
}

function element(name: string, children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

export function leaf(name: string, text: string): string {
  return `<${name}>${escape(text)}</${name}>`;
}

function tree(name: string, value: string | XmlTree): string {
  if (typeof value === 'string') return leaf(name, value);
  return element(
    name,
    Object.entries(value).map(([child, inner]) => tree(child, inner)),
  );
}

/** A character that XML cannot hold becomes U+FFFD; a carriage return must be a reference to survive. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

function timeOrDash(instant: Instant | undefined): string {
  return instant === undefined ? '-' : toApiTime(instant);
}

function defaultOperation(type: string): XmlTree {
  const TimeInterval = { Start: '2024-02-01T12:00:00+0800', End: '2024-05-01T12:00:00+0800' };
  if (type === 'Workflow') return { TimeInterval, WorkflowIds: 'w00000000000000000000000000000001' };
  return {
    TimeInterval,
    QueueId: 'p00000000000000000000000000000001',
    UserData: 'team=media;ticket=42',
    CallBack: 'https://callback.example.com/ci',
    JobParam: { TemplateId: 't00000000000000000000000000000001' },
    Output: {
      Region: 'ap-chongqing',
      Bucket: 'examplebucket-1250000000',
      Object: 'output/${InventoryTriggerJobId}/out.mp4',
    },
    JobLevel: '0',
  };
}
