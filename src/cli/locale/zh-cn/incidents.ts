import type { incidents as english } from '../en/incidents.ts';

export const incidents = {
  none: '没有事件\n',
  columns: ['事件', '状态', '开始时间', '规则', '内容', '任务数', '已通知', '认领人'],
  states: { open: '未认领', acknowledged: '已认领', closed: '已恢复' },
  silenced: (state) => `${state}（已静默）`,
  resolved: (how) => `已恢复（${how}）`,
  closeReasons: { recovered: '自动恢复', superseded: '被新任务取代', manual: '手动', aged: '超时' },
  onItsWay: (receiver) => `（正在通知 ${receiver}）`,
  notReached: (receiver) => `（无法通知 ${receiver}）`,
  jobs: (all, open) => (open === all || open === 0 ? String(all) : `${all}，${open} 个未恢复`),
  tooShort: (id, shortest) =>
    `“${id}”太短：请给出完整的事件 ID，或至少前 ${shortest} 个字符\n提示：\`batchwatch incidents\` 列出所有事件\n`,
  unknown: (id) => `没有事件 ${id}\n提示：\`batchwatch incidents --state all\` 列出所有已知事件\n`,
  ambiguous: (id, ids, others) =>
    `${id} 对应 ${ids.length + others} 个事件：${ids.join('、')}${others > 0 ? ' …' : ''}\n`,
  acknowledged: (id, by) => `事件 ${id} 已由 ${by} 认领：不再提醒，不再升级；恢复时仍会通知\n`,
  acknowledgedBefore: (id, by, at) => `事件 ${id} 此前已由 ${by} 认领，时间 ${at}\n`,
  closed: (id) => `事件 ${id} 已手动恢复；收到过通知的人会得到恢复通知\n`,
  closedBefore: (id, at, reason) => `事件 ${id} 此前已恢复，时间 ${at}（${reason}）\n`,
} satisfies typeof english;
