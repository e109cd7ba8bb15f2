import { CHINESE_LISTS } from '../../../render/words/locale/zh-cn.ts';
import { html } from 'hono/html';
import { MOST_COUNTED, type BadJobs } from '../../../store/jobs/uncovered-jobs.ts';
import type { NowWords } from '../en/now.ts';

const count = (jobs: number) => (jobs > MOST_COUNTED ? `超过 ${MOST_COUNTED} 个` : `${jobs} 个`);

const jobsOf = ({ paused, failed }: BadJobs) =>
  [paused > 0 ? `${count(paused)}已暂停` : [], failed > 0 ? `${count(failed)}失败` : []].flat().join('，');

export const now = {
  title: '总览',
  units: CHINESE_LISTS.units,
  ago: (span) => `${span}前`,
  verdict: {
    open: (incidents) => `有 ${incidents} 个事件未恢复`,
    allAcknowledged: (incidents) => `有 ${incidents} 个事件未恢复，均已认领`,
    unwell: '没有未恢复的事件，但自监控发现问题',
    uncovered: '没有未恢复的事件，但有任务失败或已暂停',
    ignored: '没有未恢复的事件',
    well: '一切正常',
  },
  uncovered: {
    all: (jobs) => `没有事件的任务：${jobsOf(jobs)}`,
    'no-rule': (jobs) => `没有规则匹配：${jobsOf(jobs)}`,
    'not-followed': (jobs) => `不再跟踪：${jobsOf(jobs)}`,
    ignored: (jobs) => `被没有接收人的规则忽略：${jobsOf(jobs)}`,
    counted: '已暂停的任务在暂停期间计入，失败的任务计入 7 天。',
  },
  asOf: (time) => html`截至 ${time}`,
  since: '始于',
  nobodyHas: (incidents) => `${incidents} 个未认领`,
  openTitle: '未恢复的事件',
  has: (who) => `已由 ${who} 认领`,
  notifiedTo: (receivers) => `已通知 ${receivers}`,
  notifiedNobody: '尚未通知',
  onItsWayTo: (receivers) => `正在通知 ${receivers}`,
  notReached: (receivers) => `未能通知 ${receivers}（投递失败）`,
  silenced: '已静默',
  jobs: (all, unresolved) =>
    unresolved === all || unresolved === 0 ? `${all} 个任务` : `${all} 个任务，其中 ${unresolved} 个未恢复`,
  more: (incidents) => `另有 ${incidents} 个`,
  closedTitle: '最近恢复',
  noneClosed: '还没有恢复过的事件。',
  monitoring: {
    title: '自监控状态',
    well: '正常：存储可写，所有目标按计划轮询，没有消息滞留或投递失败。',
    unwell: '妨碍 Batchwatch 发现或通知的原因：',
    troubles: {
      unready: '未就绪。',
      config: '修改后的配置被拒绝，仍在使用之前的配置。',
      targets: '有目标未能按计划轮询。',
      stuck: '有消息已等待超过 10 分钟。',
      recipients: '有消息因对方未接收，已等待超过 10 分钟。',
      failing: '等待中的消息曾尝试发送，但失败了。',
      dead: '有消息投递失败：有人未收到通知。',
      incidents: '有关于自监控的事件未恢复。',
    },
    short: { well: '自监控正常。', unwell: '自监控发现问题。', more: '原因' },
    notReady: '未就绪',
    targets: '各目标及其数据的新旧',
    noTargets: '没有配置目标。',
    moreTargets: (targets) => `另有 ${targets} 个`,
    columns: { target: '目标', state: '状态', lastComplete: '最近一次完整轮询', next: '下次轮询' },
    fresh: '正常',
    failing: '轮询失败',
    overdue: '已逾期',
    notYet: '尚未轮询',
    never: '从未',
  },
  outbox: {
    title: '发件箱',
    waiting: '等待发送',
    oldest: '最早等待的消息',
    dead: '投递失败',
  },
  live: {
    updated: '已更新。',
    lost: '连接已断开，所见内容可能已过时。',
    signedOut: '您已退出登录，所见内容可能已过时，请重新加载页面。',
    paused: '填写期间暂停更新。',
  },
} satisfies NowWords;
