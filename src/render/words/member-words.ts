import type { PartEnd } from '../../core/incident/incident-end.ts';
import type { Resolution } from '../../core/incident/lifecycle.ts';
import type { Language } from '../../core/message/message.ts';
import { stateWord } from '../../core/message/state-words.ts';

/** Jobs that joined an incident, or whose part in it ended, at one moment and in one way. */
export interface MovedJobs {
  count: number;
  /** Ids of some of them. */
  named: readonly string[];
}

/** Says which jobs joined: `401 jobs added (failed): b1, b2 and 399 more`. `incident` is given where there are several. */
export function joinedText(
  { count, named }: MovedJobs,
  of: { state: string; incident?: string | undefined },
  language: Language = 'en',
): string {
  const words = WORDS[language];
  const added = words.added({ count, state: stateWord(of.state, language), incident: of.incident });
  return words.which(added, listOf({ count, named }, words));
}

/** Says which jobs left, and how: `3 jobs resumed (running): b1 and 2 more`. */
export function leftText({ count, named }: MovedJobs, end: PartEnd, language: Language = 'en'): string {
  const words = WORDS[language];
  return words.which(words.left(count, partEndText(end, language)), listOf({ count, named }, words));
}

/** Says how the part of one job ended: `resumed (running)`. */
export function partEndText({ how, by }: PartEnd, language: Language = 'en'): string {
  return WORDS[language].ended[how](how === 'superseded' ? by : stateWord(by, language));
}

function listOf({ count, named }: MovedJobs, words: MemberWords): string {
  return words.list(named, count - named.length);
}

interface MemberWords {
  added: (of: { count: number; state: string; incident: string | undefined }) => string;
  left: (count: number, how: string) => string;
  ended: Readonly<Record<Resolution, (by: string) => string>>;
  which: (sentence: string, jobs: string) => string;
  list: (named: readonly string[], more: number) => string;
}

const WORDS: Readonly<Record<Language, MemberWords>> = {
  en: {
    added: ({ count, state, incident }) =>
      `${jobs(count)} added${incident === undefined ? '' : ` to ${incident}`} (${state})`,
    left: (count, how) => `${jobs(count)} ${how}`,
    ended: {
      resumed: (state) => `resumed (${state})`,
      moved: (state) => `now ${state}`,
      superseded: (jobId) => `superseded by ${jobId}, which succeeded`,
      vanished: () => 'no longer listed by the API',
      outlived: () => 'no longer followed, open for longer than followFor',
      'target-removed': () => 'no longer watched, the target was removed',
    },
    which: (sentence, named) => (named === '' ? sentence : `${sentence}: ${named}`),
    list: (named, more) => {
      if (more <= 0) return named.join(', ');
      return named.length === 0 ? '' : `${named.join(', ')} and ${more} more`;
    },
  },
  'zh-CN': {
    added: ({ count, state, incident }) =>
      `${incident === undefined ? '' : `${incident} `}新增 ${count} 个${spaced(state)}任务`,
    left: (count, how) => `${count} 个任务${how}`,
    ended: {
      resumed: (state) => `已恢复（${state}）`,
      moved: (state) => `现为${spaced(state)}`.trimEnd(),
      superseded: (jobId) => `已被成功的新任务 ${jobId} 取代`,
      vanished: () => '已不再由 API 列出',
      outlived: () => '不再跟踪，未结束的时间已超过 followFor',
      'target-removed': () => '不再监视，目标已移除',
    },
    which: (sentence, named) => (named === '' ? sentence : `${sentence}：${named}`),
    list: (named, more) => `${named.join('、')}${more > 0 && named.length > 0 ? ' 等' : ''}`,
  },
};

/** A state of the API beside Chinese words stands between blanks. */
function spaced(state: string): string {
  return /^[\x21-\x7e]+$/.test(state) ? ` ${state} ` : state;
}

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`;
}
