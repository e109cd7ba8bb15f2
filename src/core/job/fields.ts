/** The way in which a field of the API's job is read and shown. */
export type FieldKind =
  /** A word by which a row of the list is known as a job. */
  | 'id'
  /** A short word, without blanks around it. */
  | 'word'
  /** Text that rules match and people look for: kept to the letter. */
  | 'name'
  /** Prose. Keys in it are hidden. */
  | 'prose'
  /** ISO-like with offset (`2022-06-27T15:23:10+0800`). Empty also where the API writes `-`. */
  | 'time'
  /** Inner XML of a container. Too long for lists. */
  | 'xml';

/**
 * A place that shows a field in a line or a column like any other: a mail, the page of a job, the page Jobs,
 * `batchwatch jobs`. Each place also shows some fields in its own way, e.g. the state. The API, its clients and CSV
 * files have all fields.
 */
export type FieldPlace = 'mail' | 'page' | 'list' | 'cli';

interface FieldRow {
  key: string;
  /** The column of the table `job`. */
  column: string;
  /** The element below `JobsDetail`, or the path to it: `Operation/JobLevel`. */
  element: string;
  kind: FieldKind;
  /** True when it says something only about a failed job. */
  onlyIfFailed?: boolean;
  /** By language. English stands in for a language that is absent. */
  label: { en: string; [language: string]: string };
  /** For the reference of the API of Batchwatch. */
  description?: string;
  places: readonly FieldPlace[];
}

/** The fields of a job as the API lists it. Lists and files show them in this order. */
const FIELDS = [
  {
    // Unique in its bucket.
    key: 'jobId',
    column: 'job_id',
    element: 'JobId',
    kind: 'id',
    label: { en: 'Job ID', 'zh-CN': '任务 ID' },
    places: [],
  },
  {
    key: 'state',
    column: 'state',
    element: 'State',
    kind: 'id',
    label: { en: 'State', 'zh-CN': '状态' },
    description: 'As the API wrote it; a word that it does not document is kept.',
    places: [],
  },
  {
    // Empty in the layout of 2022.
    key: 'type',
    column: 'type',
    element: 'Type',
    kind: 'word',
    label: { en: 'Type', 'zh-CN': '类型' },
    description: '`Job` or `Workflow`, as the API of Tencent Cloud wrote it.',
    places: ['mail', 'page', 'list', 'cli'],
  },
  {
    key: 'name',
    column: 'name',
    element: 'Name',
    kind: 'name',
    label: { en: 'Name', 'zh-CN': '名称' },
    description: 'The name, as the API of Tencent Cloud wrote it.',
    places: ['cli'],
  },
  {
    key: 'code',
    column: 'code',
    element: 'Code',
    kind: 'word',
    onlyIfFailed: true,
    label: { en: 'Code', 'zh-CN': '错误码' },
    description: 'The code; it means something on Failed alone, as the API of Tencent Cloud wrote it.',
    places: ['mail', 'page', 'cli'],
  },
  {
    key: 'message',
    column: 'message',
    element: 'Message',
    kind: 'prose',
    onlyIfFailed: true,
    label: { en: 'Message', 'zh-CN': '错误信息' },
    description: 'The message, as the API of Tencent Cloud wrote it.',
    places: ['mail', 'page'],
  },
  {
    key: 'creationTime',
    column: 'creation_time',
    element: 'CreationTime',
    kind: 'time',
    label: { en: 'Created', 'zh-CN': '创建时间' },
    description: 'When it was created, as the API of Tencent Cloud wrote it.',
    places: ['page'],
  },
  {
    key: 'startTime',
    column: 'start_time',
    element: 'StartTime',
    kind: 'time',
    label: { en: 'Started', 'zh-CN': '开始时间' },
    description: 'When it began to run, as the API of Tencent Cloud wrote it.',
    places: ['page'],
  },
  {
    // No sign that the job has ended: the vendor's sample fills it on a Running job.
    key: 'endTime',
    column: 'end_time',
    element: 'EndTime',
    kind: 'time',
    label: { en: 'Ended', 'zh-CN': '结束时间' },
    description: 'When it ended, as the API of Tencent Cloud wrote it.',
    places: ['page'],
  },
  {
    key: 'input',
    column: 'input',
    element: 'Input',
    kind: 'xml',
    label: { en: 'Input', 'zh-CN': '输入' },
    description: 'Inner XML, as the API wrote it.',
    places: [],
  },
  {
    key: 'operation',
    column: 'operation',
    element: 'Operation',
    kind: 'xml',
    label: { en: 'Operation', 'zh-CN': '操作' },
    description: 'Inner XML, as the API wrote it.',
    places: [],
  },
] as const satisfies readonly FieldRow[];

type Field = (typeof FIELDS)[number];

export type FieldKey = Field['key'];
export type FieldColumn = Field['column'];
/** Keys of the fields that are too long for lists. */
type XmlKey = Extract<Field, { kind: 'xml' }>['key'];
/** Keys of the fields that lists have. */
export type ListedKey = Exclude<FieldKey, XmlKey>;

export interface JobField<Key extends FieldKey = FieldKey> extends FieldRow {
  key: Key;
  column: FieldColumn;
}

export const JOB_FIELDS: readonly JobField[] = FIELDS;
export const LISTED_FIELDS: readonly JobField<ListedKey>[] = FIELDS.filter((field) => field.kind !== 'xml');
export const XML_FIELDS: readonly JobField<XmlKey>[] = FIELDS.filter((field) => field.kind === 'xml');

/** Returns an object with a value for each field, under its key. */
export function byKey<Key extends FieldKey, Value>(
  fields: readonly JobField<Key>[],
  valueOf: (field: JobField<Key>) => Value,
): Record<Key, Value> {
  const values: Partial<Record<Key, Value>> = {};
  for (const field of fields) values[field.key] = valueOf(field);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has filled all keys
  return values as Record<Key, Value>;
}

/** Returns an object with a value for each field, under the name of its column. */
export function byColumn<Value>(valueOf: (field: JobField) => Value): Record<FieldColumn, Value> {
  const values: Partial<Record<FieldColumn, Value>> = {};
  for (const field of JOB_FIELDS) values[field.column] = valueOf(field);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has filled all columns
  return values as Record<FieldColumn, Value>;
}
