import type { receivers as english } from '../en/receivers.ts';

export const receivers = {
  columns: [
    '接收人',
    '投递地址',
    '通知来源',
    '级别',
    '等待中',
    '投递失败',
    '最近送达',
    '最近失败',
    '已暂停',
    '后备接收人',
  ],
  noRules: '没有规则',
  allSeverities: '全部',
  waiting: (messages, oldest) => `${messages}，最早 ${oldest}`,
  never: '从未',
  failure: (at, answer) => `${at}，${answer}`,
  paused: { until: (time) => `至 ${time}`, gone: '直到配置中换成其他地址' },
  fallback: (standIns, after) => `${standIns}（等待满 ${after}）`,
} satisfies typeof english;
