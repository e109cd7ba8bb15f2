/** The lists in which the tasks of one kind wait and are listed, each with the CAM action that it needs. */
export interface TaskFamily {
  /** Asked in this order until the queue is found: of some kinds, the documents name two. */
  queueLists: readonly QueueList[];
  taskList: TaskList;
}

export type QueueList = keyof typeof QUEUE_ACTIONS;
export type TaskList = keyof typeof TASK_ACTIONS;

/** Tencent Cloud, CI, "Querying … Queue" (1045/72940, 72918, 73366, 72923, 72964) and "Authorization granularity". */
export const QUEUE_ACTIONS = {
  '/queue': 'ci:DescribeMediaQueues',
  '/picqueue': 'ci:DescribePicProcessQueues',
  '/asrqueue': 'ci:DescribeAsrQueues',
  '/ai_queue': 'ci:DescribeAiProcessQueues',
  '/file_queue': 'ci:DescribeFileProcessQueues',
  '/docqueue': 'ci:DescribeDocProcessQueues',
} as const;

/**
 * Tencent Cloud, CI, "DescribeMediaJobs" (1045/50356), "DescribePicJobs" (1045/50336), "Pulling Speech Recognition Jobs
 * in Batches" (1045/49548), 436/49385 for AI, and "Authorization granularity". The actions for AI and files are named
 * after those of their queues: no page lists them.
 */
export const TASK_ACTIONS = {
  '/jobs': 'ci:DescribeMediaJobs',
  '/pic_jobs': 'ci:DescribePicProcessJobs',
  '/asr_jobs': 'ci:DescribeAsrJobs',
  '/ai_jobs': 'ci:DescribeAiProcessJobs',
  '/file_jobs': 'ci:DescribeFileProcessJobs',
  '/doc_jobs': 'ci:DescribeDocProcessJobs',
} as const;

const MEDIA: TaskFamily = { queueLists: ['/queue'], taskList: '/jobs' };
const PICTURE: TaskFamily = { queueLists: ['/picqueue'], taskList: '/pic_jobs' };
const SPEECH: TaskFamily = { queueLists: ['/asrqueue'], taskList: '/asr_jobs' };
/** Listed among media tasks (1045/50356); their own pages are those of smart audio (1045/73375). */
const AUDIO: TaskFamily = { queueLists: ['/queue', '/asrqueue'], taskList: '/jobs' };
const AI: TaskFamily = { queueLists: ['/ai_queue'], taskList: '/ai_jobs' };
const FILE: TaskFamily = { queueLists: ['/file_queue'], taskList: '/file_jobs' };
const DOCUMENT: TaskFamily = { queueLists: ['/docqueue'], taskList: '/doc_jobs' };

/**
 * By `Tag`. Media: 1045/50356 and 1045/50369. Pictures: 460/82392. Speech: 1045/49548. AI: 1045/50305. Files:
 * 1045/52874 and 1045/54394. Documents: 436/49411. `Animatin` is how 1045/50369 prints it.
 */
const FAMILIES: ReadonlyMap<string, TaskFamily> = new Map([
  ...[
    'Animation',
    'Animatin',
    'Concat',
    'DigitalWatermark',
    'ExtractDigitalWatermark',
    'MediaInfo',
    'QualityEstimate',
    'SDRtoHDR',
    'Segment',
    'SmartCover',
    'Snapshot',
    'StreamExtract',
    'SuperResolution',
    'Transcode',
    'VideoEnhance',
    'VideoMontage',
    'VideoProcess',
    'VideoTag',
    'VideoTargetRec',
  ].map((tag) => [tag, MEDIA] as const),
  ...['NoiseReduction', 'SoundHound', 'Tts', 'VocalScore', 'VoiceSeparate'].map(
    (tag) => [tag, AUDIO] as const,
  ),
  ...['PicProcess', 'PosterProduction'].map((tag) => [tag, PICTURE] as const),
  ['SpeechRecognition', SPEECH],
  ...['Translation', 'WordsGeneralize'].map((tag) => [tag, AI] as const),
  ...['FileCompress', 'FileHashCode', 'FileUncompress'].map((tag) => [tag, FILE] as const),
  ['DocProcess', DOCUMENT],
]);

/** Returns the family of a task type; undefined for one that is not documented. */
export function familyOf(tag: string): TaskFamily | undefined {
  return FAMILIES.get(tag);
}

/** The family in which a job of unknown family is looked for: most jobs are of media. */
export const DEFAULT_FAMILY: TaskFamily = MEDIA;

/** Returns the task type that a parameter of `JobParam` belongs to: `PicProcess`, `FileHashCodeConfig`; empty without one. */
export function tagOfParameter(name: string): string {
  const tag = name.replace(/(Config|Template|Tpl|Param)$/, '');
  return FAMILIES.has(tag) ? tag : '';
}
