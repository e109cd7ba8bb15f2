import type { silence as english } from '../en/silence.ts';

export const silence = {
  none: '没有静默\n',
  columns: ['ID', '状态', '开始', '结束', '匹配', '创建人', '备注'],
  states: { pending: '未开始', active: '生效中', expired: '已结束' },
  added: (id, matchers, { from, until, span }) =>
    `已添加静默 ${id}：${matchers}，${from === undefined ? '' : `自 ${from} 起，`}至 ${until}（${span}）\n`,
  noSuchTarget: (glob, near) =>
    `注意：没有名为 ${glob} 的目标${near === undefined ? '' : `；是否指 ${near}？`}\n`,
  noSuchValue: (key, glob, known) =>
    `注意：${key} 没有 ${glob} 这个取值；${known.length === 1 ? `是否指 ${known[0]}？` : `现有：${known.join('、')}`}\n`,
  endedBy: (state, by) => `${state}（由 ${by} 结束）`,
  expired: (id) => `静默 ${id} 已结束；仍未恢复的事件会再次通知\n`,
  nothingToExpire: (id) =>
    `没有静默 ${id}，或者它已经结束\n提示：\`batchwatch silence list --all\` 列出所有静默\n`,
  forOrUntil: '请给出 --for 或 --until 之一\n',
  badTime: (option, text) =>
    `${option}：无法识别时间“${text}”\n提示：写作 2026-11-23T08:00+08:00，或按配置的时区写作 "2026-11-23 08:00"\n`,
  over: '该静默已经结束：--until 必须晚于现在\n',
  endsFirst: '该静默在开始之前就结束：--until 必须晚于 --from\n',
  damaged: '（已损坏：不会静默任何内容）',
  tooFar: '该静默的结束时间距现在超过一年：静默最长为一年\n',
  longBegun: '该静默的开始时间早于一年之前：请选择更晚的 --from\n',
} satisfies typeof english;
