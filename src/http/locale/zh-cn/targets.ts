import { html } from 'hono/html';
import { CHINESE_LISTS } from '../../../render/words/locale/zh-cn.ts';
import type { targets as english } from '../en/targets.ts';

export const targets = {
  title: '目标',
  states: { up: '轮询正常', failing: '轮询失败', unpolled: '尚未轮询' },
  details: {
    bucket: '存储桶',
    lastPoll: '最近一次轮询',
    lastComplete: '最近一次完整轮询',
    next: '接下来的轮询',
    poller: '轮询副本',
    polls: '累计轮询',
    failing: '失败始于',
    cause: '原因',
    hint: '处理建议',
    clock: '时钟',
    jobs: '任务',
    oldest: '最早的未结束任务',
    incidents: '事件',
  },
  never: '从未',
  poller: { nobody: '目前没有副本', visiting: '单次运行中', since: (time) => html`始于 ${time}` },
  ago: (span) => `${span}前`,
  failedPolls: (polls) => `连续 ${polls} 次`,
  clock: {
    ahead: (span) => `比服务器快 ${span}`,
    behind: (span) => `比服务器慢 ${span}`,
    same: '与服务器一致',
  },
  units: CHINESE_LISTS.units,
  noJobs: '暂无',
  allJobs: '该目标的全部任务',
  createdAt: '创建于',
  incidents: (open) => (open === 0 ? '没有未恢复的事件' : `${open} 个未恢复`),
  polls: {
    title: '最近的轮询',
    all: '更多轮询',
    columns: {
      ended: '结束时间',
      outcome: '结果',
      requests: '请求数',
      newJobs: '新任务',
      transitions: '状态变化',
      duration: '耗时',
    },
    outcomes: { complete: '完整', failed: '失败', aborted: '因停止而中断' },
    none: '还没有完成过轮询。',
    seconds: (seconds) => `${seconds} 秒`,
  },
  back: '全部目标',
  unknown: { title: '没有这个目标', text: '它不在配置中，或者已被移除。' },
} satisfies typeof english;
