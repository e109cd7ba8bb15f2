import { describe, expect, it } from 'vitest';
import type { Silence } from '../../../src/core/mute/silence.ts';
import { toIso } from '../../../src/platform/time.ts';
import type { IncidentEventRow, IncidentLife } from '../../../src/store/views/incident-life.ts';
import { incidentTimeline } from '../../../src/timeline/incident-timeline.ts';
import { timelineLine, wholeLine } from '../../../src/timeline/timeline-line.ts';
import { timelineWords } from '../../../src/timeline/timeline-words.ts';

const SILENCE: Silence = { id: 3, matchers: [], from: 0, until: 5_000, author: 'ada', comment: 'upgrade' };
const STORY: IncidentLife = {
  events: [],
  moves: [],
  silences: new Map([['silence 3', SILENCE]]),
  notifications: [],
};

type EventSketch = Pick<IncidentEventRow, 'kind'> & Partial<IncidentEventRow>;

function toEvent(sketch: EventSketch): IncidentEventRow {
  const none = { receiver: null, notification: null, detail: null, until_at: null };
  return { id: 1, incident: 1, at: 1_000, reason: 'failures', ...none, ...sketch };
}

/** The whole line of an event of `incident-3`, whose rule is `failures`. */
function lineOf(
  sketch: EventSketch,
  language: 'en' | 'zh-CN',
  id: string | undefined = 'incident-3',
): string {
  const [entry] = incidentTimeline({ ...STORY, events: [toEvent(sketch)] }, { id, rule: 'failures' });
  if (entry === undefined) throw new Error('no entry');
  return wholeLine(entry, timelineWords(language), toIso);
}

const UNTIL = '1970-01-01T00:00:05.000Z';
const LATER = '1970-01-01T00:00:09.000Z';

describe('an event of an incident', () => {
  it.each<[EventSketch, string, string]>([
    [{ kind: 'opened' }, 'incident-3 opened by rule failures', 'incident-3 由规则 failures 开启'],
    [
      { kind: 'opened', reason: 'clock-skew' },
      'incident-3 opened by rule failures (clock-skew)',
      'incident-3 由规则 failures 开启（时钟偏差）',
    ],
    [
      { kind: 'notified', receiver: 'oncall', detail: 'reminder', reason: 'repeat' },
      'notified oncall: Reminder, pruned since',
      '已通知 oncall：提醒，此后已清理',
    ],
    [
      { kind: 'notified', receiver: 'oncall', detail: 'update', reason: 'silence-ended' },
      'notified oncall: Update (silence-ended), pruned since',
      '已通知 oncall：更新（静默已结束），此后已清理',
    ],
    [
      { kind: 'held', receiver: 'oncall', reason: 'grouped', until_at: 9_000 },
      `not notified yet: oncall, grouped until ${LATER}`,
      `暂未通知 oncall：等待汇总，至 ${LATER}`,
    ],
    [
      { kind: 'held', receiver: 'oncall', reason: 'quiet' },
      'not notified yet: oncall, quiet',
      '暂未通知 oncall：免打扰时段',
    ],
    [
      { kind: 'silenced', reason: 'silenced', detail: 'silence 3', until_at: 9_000 },
      `covered as a whole: silenced by silence 3 (ada: upgrade) until ${UNTIL}`,
      `整体被覆盖：已静默（静默 3）（ada：upgrade），至 ${UNTIL}`,
    ],
    [
      { kind: 'silenced', reason: 'maintenance', detail: 'maintenance night', until_at: 9_000 },
      `covered as a whole: maintenance night until ${LATER}`,
      `整体被覆盖：维护 night，至 ${LATER}`,
    ],
    [{ kind: 'silence-ended' }, 'no longer covered by a silence or maintenance', '不再被静默或维护覆盖'],
    [
      { kind: 'dropped', receiver: 'oncall', reason: 'recovered-before-told' },
      'not notified: oncall, recovered-before-told',
      '未通知 oncall：通知之前已恢复',
    ],
    [{ kind: 'acknowledged', detail: 'ada: on it' }, 'acknowledged by ada: on it', '已由 ada: on it 认领'],
    [
      { kind: 'escalated', receiver: 'lead', reason: 'not-acknowledged' },
      'escalated to lead: not-acknowledged',
      '已升级至 lead：未认领',
    ],
    [
      { kind: 'resent', detail: 'a@example.com' },
      'undeliverable before, to be sent again: a@example.com',
      '此前投递失败，现重新发送：a@example.com',
    ],
    [
      { kind: 'fell-back', receiver: 'lead', reason: 'waited', detail: 'on call wecom 615s' },
      'notified lead: in place of on call, whose message by wecom waited for 10 min 15 s',
      '已通知 lead：代替 on call，其经 wecom 的通知已等待 10 分钟 15 秒',
    ],
    [
      { kind: 'fell-back', receiver: 'lead', reason: 'given-up', detail: 'oncall tencent_alarm' },
      'notified lead: in place of oncall, whose message by tencent_alarm is undeliverable',
      '已通知 lead：代替 oncall，其经 tencent_alarm 的通知投递失败',
    ],
    [
      { kind: 'fallback-ended', receiver: 'lead', reason: 'free', detail: 'oncall wecom' },
      'notified lead: oncall can be reached by wecom again',
      '已通知 lead：oncall 已可经 wecom 收到通知',
    ],
    [{ kind: 'closed', reason: 'recovered' }, 'resolved: recovered', '已恢复'],
    [{ kind: 'closed', reason: 'superseded' }, 'resolved: a newer run succeeded', '已恢复：新的任务已成功'],
    [{ kind: 'closed', reason: 'manual', detail: 'ada' }, 'resolved manually by ada', '已由 ada 手动恢复'],
    [{ kind: 'closed', reason: 'manual' }, 'resolved manually', '已手动恢复'],
    [
      { kind: 'closed', reason: 'aged' },
      'resolved by age: nothing was new for long',
      '长时间没有新情况，自动关闭',
    ],
    [
      { kind: 'flapping' },
      'a job flaps: single changes send no notification',
      '有任务反复变化：不再逐次通知',
    ],
    [
      { kind: 'settled', detail: 'Failed' },
      'the job that flapped has settled in Failed',
      '反复变化的任务已稳定在 Failed',
    ],
  ])('%o reads the same for page and command, in each language', (sketch, english, chinese) => {
    expect(lineOf(sketch, 'en')).toBe(english);
    expect(lineOf(sketch, 'zh-CN')).toBe(chinese);
  });

  it('leaves the id out in the timeline of the incident alone', () => {
    const [entry] = incidentTimeline(
      { ...STORY, events: [toEvent({ kind: 'opened' })] },
      { id: undefined, rule: 'failures' },
    );
    expect(entry && timelineLine(entry, timelineWords('en')).text).toBe('opened by rule failures');
  });
});

it('entries of one moment are opened, joined, notified, whatever the order of the rows', () => {
  const events = [
    toEvent({ kind: 'notified' }),
    toEvent({ kind: 'opened' }),
    toEvent({ kind: 'flapping', at: 1 }),
  ];
  const move = { kind: 'joined', at: 1_000, count: 1, named: ['b1'], state: 'Failed' } as const;
  const entries = incidentTimeline({ ...STORY, events, moves: [move] }, { id: undefined, rule: 'failures' });
  expect(entries.map((entry) => (entry.kind === 'event' ? entry.event.kind : entry.kind))).toEqual([
    'flapping',
    'opened',
    'joined',
    'notified',
  ]);
});
