import { zoneWord } from '../../render/words/zone-words.ts';
import { access } from './zh-cn/access.ts';
import { apiReference } from './zh-cn/api-reference.ts';
import { configuration } from './zh-cn/configuration.ts';
import { incident } from './zh-cn/incident.ts';
import { incidents } from './zh-cn/incidents.ts';
import { job } from './zh-cn/job.ts';
import { jobs } from './zh-cn/jobs.ts';
import { notifications } from './zh-cn/notifications.ts';
import { now } from './zh-cn/now.ts';
import { receivers } from './zh-cn/receivers.ts';
import { silences } from './zh-cn/silences.ts';
import { targets } from './zh-cn/targets.ts';
import type { PageWords } from './en.ts';

/** The pages in Chinese. */
export const CHINESE = {
  tag: 'zh-CN',
  note: (what, note) => `${what}（${note}）`,
  brackets: ['（', '）'],
  colon: '：',
  comma: '、',
  clause: '，',
  zone: (timezone) => `时区：${zoneWord(timezone, 'zh-CN')}`,
  states: { open: '未认领', acknowledged: '已认领', closed: '已恢复' },
  details: {
    incident: '事件',
    rule: '规则',
    notifiedTo: '已通知',
    acknowledged: '认领',
    closed: '恢复',
  },
  closedBecause: {
    recovered: '已恢复',
    superseded: '新的任务已成功',
    resumed: '已恢复',
    ended: '已结束，部分任务未恢复',
    vanished: 'API 已不再列出',
    outlived: '不再跟踪',
    'target-removed': '不再监视',
    manual: '已手动恢复',
    aged: '长时间没有新情况，自动关闭',
  },
  acknowledge: {
    offer: (receiver) => `以 ${receiver} 认领？`,
    button: '认领',
    done: (receiver) => `已由 ${receiver} 认领。`,
    taken: (who) => `已由 ${who} 认领，无需再做什么。`,
    over: '该事件已恢复，无需再认领。',
    effect: '不再提醒，也不再升级。现在不会发送消息；事件恢复时仍会通知。',
  },
  refused: {
    forged: {
      title: '链接无效',
      text: '链接在途中被改动或截断，没有执行任何操作。请从消息中复制完整的链接。',
    },
    expired: {
      title: '链接已过期',
      text: '没有执行任何操作。同一事件的后续消息会带有新的链接。',
    },
    unknown: {
      title: '没有这个事件',
      text: '没有执行任何操作。它可能来自重建之前的存储。',
    },
    tooLarge: { title: '提交的内容过大', text: '没有执行任何操作。' },
  },
  byCommand: '也可以使用命令：',
  bar: {
    skip: '跳到内容',
    label: '页面',
    sections: {
      now: '总览',
      incidents: '事件',
      jobs: '任务',
      notifications: '通知',
      receivers: '接收人',
      silences: '静默',
      targets: '目标',
      configuration: '配置',
    },
  },
  paging: {
    part: ({ first, last, all }) => `第 ${first}–${last} 个，共 ${all} 个`,
    previous: '上一页',
    next: '下一页',
  },
  access,
  pages: {
    now,
    incident,
    incidents,
    nowhere: { title: '没有这个页面', text: '地址可能有误，或者来自其他版本。' },
    job,
    jobs,
    notifications,
    receivers,
    silences,
    targets,
    configuration,
    apiReference,
  },
} satisfies PageWords;
