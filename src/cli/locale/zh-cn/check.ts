import type { check as english } from '../en/check.ts';

export const check = {
  effective: (file) => `${file} 的生效配置`,
  nextRuns: '接下来的执行时间',
  online: '在线检查',
  scheduled: {
    target: (name) => `目标 ${name}`,
    expectation: (name) => `预期 ${name}`,
    maintenance: (name) => `维护 ${name}`,
    report: () => '每日报告',
  },
  probed: {
    target: (name) => `目标 ${name}`,
    store: '存储',
  },
  stored: { sound: '全部内容可读', elsewhere: '由数据库服务器自行检查' },
  recipient: {
    taken: (text) => `未被拒绝，且未发送消息：${text}`,
    refused: (text) => `投递失败：${text}`,
    later: (text) => `暂不接收，稍后会接收：${text}`,
    notNow: (text) => `目前不接收：${text}`,
    notByAddress: (text) => `被拒绝，但原因不在该地址：${text}`,
    unsure: (text) => `被拒绝，原因可能不在该地址：${text}`,
  },
  verdicts: { ok: '正常', failed: '失败', unasked: '-   ' },
  notAsked: '不发送消息就无法验证',
  answer: (probed, detail) => `${probed}：${detail}`,
  hint: (hint) => `（${hint}）`,
  listRead: {
    newest: (jobId, state) => `任务列表可读，最新任务为 ${jobId}（${state}）`,
    empty: '任务列表可读，暂无任务',
  },
} satisfies typeof english;
