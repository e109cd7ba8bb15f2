import type { incidents as english } from '../en/incidents.ts';

export const incidents = {
  title: '事件',
  columns: { incident: '事件', state: '状态', since: '开始时间', jobs: '任务', notified: '接收人' },
  empty: { none: '还没有过事件。', filtered: '没有符合条件的事件。' },
  all: '所有未恢复的事件',
  allClosed: '所有已恢复的事件',
} satisfies typeof english;
