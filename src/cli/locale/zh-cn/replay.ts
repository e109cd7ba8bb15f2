import type { replay as english } from '../en/replay.ts';

export const replay = {
  badSpan:
    '错误：--since 和 --until 应为距今的时长（7d）或时间（2026-11-23、2026-11-23T09:15、2026-11-23T09:15:00Z），' +
    '且 --since 须早于 --until\n',
  title: (since, until, file) => `按 ${file} 重放 ${since} 至 ${until}`,
  played: ({ transitions, polls, silences, interventions }) =>
    `已重放：${polls} 次轮询中的 ${transitions} 次状态变化，${silences} 条静默，${interventions} 次人工认领或恢复`,
  day: (date) => `${date} 白天`,
  night: (date, hours) => `${date} 夜间（${hours}）`,
  messages: (count) => (count === 0 ? '没有消息' : `${count} 条消息`),
  columns: ['将会发送', '其中夜间', '实际发送', '其中夜间', '收件人'],
  allMessages: '全部消息',
  notNotified: (reasons) => `暂缓或未通知：${reasons}`,
  foreign: (transitions) => `未计入：${transitions} 次状态变化，其目标不在配置中`,
  missed: (interventions) => `未计入：${interventions} 次人工认领或恢复，按这些规则没有对应的事件`,
  approximate: [
    '近似：任务的输入、操作和队列取最后一次看到的内容；已清理的记录不在其中',
    '近似：假定每条消息立即送达，轮询在最后一次看到新情况时结束',
    '近似：假定每次轮询都读取完整且没有中断；任务中失败的对象，只有当时查询过的才知道',
    '两边都不计入：与任务状态无关的消息（监视程序自身、预期、每日报告）',
  ],
} satisfies typeof english;
