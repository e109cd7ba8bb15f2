import { CHINESE_LISTS } from '../../render/words/locale/zh-cn.ts';
import type { TimelineWords } from './en.ts';

/** The words of timelines in Chinese. */
export const CHINESE = {
  tag: 'zh-CN',
  units: CHINESE_LISTS.units,
  list: (parts) => parts.join('，'),
  note: (what, note) => `${what}（${note}）`,
  colon: '：',
  fates: { pending: '等待发送', claimed: '发送中', sent: '已送达', dead: '投递失败' },
  notes: {
    vanished: '消失：API 不再列出',
    'found-again': '再次发现',
    'follow-ended': '不再跟踪：未结束的时间已超过 followFor',
  },
  changed: (field, before, after) => `${field}：“${before}” → “${after}”`,
  firstSeen: (state) => `首次发现：${state}`,
  seenAgain: (state) => `再次发现，状态为 ${state}（此前不再列出或不再跟踪）`,
  moved: (from, to, lasted) => `${from} → ${to}${lasted === undefined ? '' : `，历时 ${lasted}`}`,
  baseline: '，首次扫描',
  poll: (pollId) => `，轮询 ${pollId}`,
  nobody: '无需通知：没有规则匹配此状态',
  decision: ({ isNotified, receiver, rule, reason }) =>
    `${isNotified ? '通知' : '不通知'}${receiver === null ? '' : `接收人 ${receiver}`}：` +
    (rule === null ? reason : `规则 ${rule}（${reason}）`),
  objects: {
    counted: ({ failed, total, isComplete, isFailedComplete, codes }) =>
      `${isComplete ? '' : '至少 '}${total} 个对象中有${isFailedComplete ? ' ' : '至少 '}${failed} 个失败` +
      (codes.length === 0 ? '' : `：${codes.join('，')}`),
    wanted: '尚未统计',
    noTag: '无法统计：接口未返回该任务的类型（Tag）',
    notListed: (list) => `未统计：在 ${list} 中未找到该任务的对象`,
    noneFailed: '没有对象失败',
    noneCounted: '未能统计任何对象',
    notAsked: '未统计：每次轮询只查询少量任务',
    notCounted: (code, kind, action) =>
      `未能统计：${code}（${kind}）${action === undefined ? '' : `，请授予 ${action} 权限`}`,
  },
  waits: { poll: '等待本次轮询结束', evaluation: '尚未通知' },
  held: (why) => `暂缓：${why}`,
  by: (what) => `（${what}）`,
  until: '，至 ',
  notification: (messageId, receiver, fates) => `${messageId} 发给 ${receiver}：${fates}`,
  noChannel: '该接收人没有接收此级别的通道',
  rateCapped: (recipients, reason) => `发给 ${recipients} 的已到期，等待通道的发送速率（${reason}）`,
  attempt: (number, recipient, outcome) =>
    `第 ${number} 次，发给 ${recipient}：${outcome ?? '中断，结果未知'}`,
  opened: (incident, rule) => `${incident === undefined ? '' : `${incident} `}由规则 ${rule} 开启`,
  notified: (receiver, kind) => `已通知 ${receiver}：${kind}`,
  pruned: '此后已清理',
  heldFor: (receiver, why) => `暂未通知 ${receiver}：${why}`,
  dropped: (receiver, reason) => `未通知 ${receiver}：${reason}`,
  covered: (why) => `整体被覆盖：${why}`,
  uncovered: '不再被静默或维护覆盖',
  acknowledged: (by) => `已由 ${by} 认领`,
  fallback: {
    waited: (receiver, channel, age) => `代替 ${receiver}，其经 ${channel} 的通知已等待 ${age}`,
    'given-up': (receiver, channel) => `代替 ${receiver}，其经 ${channel} 的通知投递失败`,
    free: (receiver, channel) => `${receiver} 已可经 ${channel} 收到通知`,
  },
  escalated: (receiver, reason) => `已升级至 ${receiver}：${reason}`,
  resent: (detail) => `此前投递失败，现重新发送：${detail}`,
  closed: {
    recovered: '已恢复',
    superseded: '已恢复：新的任务已成功',
    manual: '已手动恢复',
    aged: '长时间没有新情况，自动关闭',
  },
  closedBy: (by) => `已由 ${by} 手动恢复`,
  flapping: '有任务反复变化：不再逐次通知',
  settled: (state) => `反复变化的任务已稳定在 ${state}`,
} satisfies TimelineWords;
