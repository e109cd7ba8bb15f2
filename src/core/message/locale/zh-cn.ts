import type { TitleWords } from './en.ts';

/** The words of titles in Chinese. */
export const CHINESE: TitleWords = {
  states: new Map([
    ['Failed', '失败'],
    ['Pause', '已暂停'],
    ['Cancel', '已取消'],
    ['Submitted', '已提交'],
    ['Running', '运行中'],
    ['Success', '成功'],
  ]),
  causes: {
    overdue: '停留过久',
    'partial-success': '成功但有对象失败',
    'initial-scan': '首次扫描',
    mixed: '任务',
  },
  labels: {
    code: { none: '无错误码' },
    queueId: { before: '队列 ', none: '无队列' },
    workflowId: { before: '工作流 ', none: '无工作流' },
    type: { before: '类型 ', none: '无类型' },
    name: { none: '无名称' },
    jobId: { none: '无 ID' },
  },
  named: (what, parts) => `${what}：${parts.join('、')}`,
  at: (named, target) => `${named}（${target}）`,
};
