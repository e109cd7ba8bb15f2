import type { GroupField, Labels } from '../rule/group.ts';
import type { Language } from './message.ts';
import { stateHeading } from './state-words.ts';

/** The common cause of all jobs of an incident: a state of the API, or another one. */
export type IncidentCause =
  | { state: string }
  | 'overdue'
  | 'partial-success'
  | 'initial-scan'
  /** Its jobs have no state in common. */
  | 'mixed';

/**
 * Returns the title of an incident of jobs: `Failed: AccessDenied (media)`. It is written once, when the incident
 * opens, and stands on pages, in subjects and in tables alike. All labels stand in it, so that incidents of one rule
 * have different titles. Nothing in it changes with time.
 * @param incident `queueName` is that of the labels' queue, empty where it is not known; `rule` is given where incidents
 *   of several rules have the same labels.
 */
export function incidentTitle(
  incident: {
    cause: IncidentCause;
    labels: Labels;
    queueName?: string;
    rule?: string;
  },
  language: Language = 'en',
): string {
  const { cause, labels, queueName = '', rule } = incident;
  const words = WORDS[language];
  const named = Object.entries(labels)
    .filter(([field]) => field !== 'target' && field !== 'state')
    .map(([field, value]) => words.label(field, field === 'queueId' ? queueName || value : value));
  const parts = rule === undefined ? named : [...named, rule];
  const what = typeof cause === 'object' ? stateHeading(cause.state, language) : words.causes[cause];
  const title = parts.length === 0 ? what : words.named(what, parts);
  return labels.target === undefined ? title : words.at(title, labels.target);
}

interface TitleWords {
  causes: Readonly<Record<Extract<IncidentCause, string>, string>>;
  /** A label other than target and state; the value may be empty. */
  label: (field: string, value: string) => string;
  named: (what: string, parts: readonly string[]) => string;
  at: (named: string, target: string) => string;
}

/** The word before a value that does not explain itself, and the words for an empty one. */
type FieldWords = Readonly<Partial<Record<GroupField, { before?: string; none: string }>>>;

function labelBy(fields: FieldWords): TitleWords['label'] {
  return (field, value) => {
    const words = Object.entries(fields).find(([name]) => name === field)?.[1];
    if (value === '') return words?.none ?? '';
    return `${words?.before ?? ''}${value}`;
  };
}

const WORDS: Readonly<Record<Language, TitleWords>> = {
  en: {
    causes: {
      overdue: 'Too long',
      'partial-success': 'Succeeded with failed objects',
      'initial-scan': 'Initial scan',
      mixed: 'Jobs',
    },
    label: labelBy({
      code: { none: 'no error code' },
      queueId: { before: 'queue ', none: 'no queue' },
      workflowId: { before: 'workflow ', none: 'no workflow' },
      type: { before: 'type ', none: 'no type' },
      name: { none: 'no name' },
      jobId: { none: 'no id' },
    }),
    named: (what, parts) => `${what}: ${parts.join(', ')}`,
    at: (named, target) => `${named} (${target})`,
  },
  'zh-CN': {
    causes: {
      overdue: '停留过久',
      'partial-success': '成功但有对象失败',
      'initial-scan': '首次扫描',
      mixed: '任务',
    },
    label: labelBy({
      code: { none: '无错误码' },
      queueId: { before: '队列 ', none: '无队列' },
      workflowId: { before: '工作流 ', none: '无工作流' },
      type: { before: '类型 ', none: '无类型' },
      name: { none: '无名称' },
      jobId: { none: '无 ID' },
    }),
    named: (what, parts) => `${what}：${parts.join('、')}`,
    at: (named, target) => `${named}（${target}）`,
  },
};
