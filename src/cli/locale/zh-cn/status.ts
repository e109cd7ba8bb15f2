import type { status as english } from '../en/status.ts';

export const status = {
  ready: '就绪',
  notReady: (reasons) => `未就绪：${reasons.join('；')}`,
  problem: (text) => `问题：${text}`,
  incidents: (open, acknowledged) => `事件：${open} 个未认领，${acknowledged} 个已认领`,
  noReplicas: '副本：无',
  replicas: ['副本', '状态', '版本', '启动时间', '最近心跳'],
  states: { running: '运行中', silent: '无心跳', stopping: '停止中', visiting: '单次运行中' },
  ago: (span) => `${span}前`,
  leases: ['副本', '租约', '持有始于', '任期'],
  manyLeases: (kind, count) => `${kind}（${count} 个）`,
  span: (from, to) => `${from} 至 ${to}`,
  unheld: (names, more) => `没有副本持有：${names.join('、')}${more > 0 ? `，另有 ${more} 个` : ''}`,
  targets: ({ up, failing, overdue, unpolled }) =>
    `目标：${up} 个轮询正常，${failing} 个轮询失败，${overdue} 个逾期，${unpolled} 个尚未轮询`,
  target: ['目标', '状态', '最近一次轮询', '最近一次完整轮询', '轮询副本', '原因'],
  targetStates: { up: '轮询正常', failing: '轮询失败', overdue: '逾期', unpolled: '尚未轮询' },
  otherTargets: (count) => `另有 ${count} 个目标，情况都不比以上更差`,
  never: '从未',
  why: (reason, message) => `${reason}：${message}`,
  outbox: (waiting, dead) => `发件箱：${waiting}，${dead} 条投递失败`,
  waiting: (entries, oldest) =>
    oldest === undefined ? `${entries} 条等待中` : `${entries} 条等待中，最早始于 ${oldest}`,
  held: ['通道', '等待原因', '条数', '最早', '最近的答复'],
  holders: {
    nothing: '无：到期或正在发送',
    channel: '通道不可用',
    us: '发件方被拒绝',
    recipient: '收件方被拒绝',
    unanswered: '上次发送没有答复',
  },
} satisfies typeof english;
