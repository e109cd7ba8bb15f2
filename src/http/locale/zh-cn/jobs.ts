import type { jobs as english } from '../en/jobs.ts';

export const jobs = {
  title: '任务',
  filter: {
    title: '筛选',
    any: '不限',
    nameHint: '* 代表任意字符',
    withoutIncident: '失败或已暂停但没有事件的任务（失败：最近 7 天）',
    apply: '查看',
    clear: '查看全部',
  },
  columns: {
    target: '目标',
    createdFrom: '创建时间不早于',
    createdUntil: '创建时间早于',
    since: '进入该状态的时间',
  },
  unknown: '其他',
  counts: { title: '各状态的任务数', all: '全部' },
  wrong: {
    name: '名称中最多可使用三个 *。',
    createdFrom: '“创建时间不早于”不是有效的时间。',
    createdUntil: '“创建时间早于”不是有效的时间。',
    order: '“创建时间早于”必须晚于“创建时间不早于”。',
    cursor: '该地址指向的页不存在；以下是最新的任务。',
  },
  pages: { label: '列表分页', newest: '最新', newer: '较新', older: '较早', further: '继续查找' },
  cut: ['符合条件的任务很少。已查找到 ', ' 为止，更早的可能还有。'],
  download: {
    title: '下载这些任务',
    note: (most) => `最多为最新的 ${most.toLocaleString('en')} 个`,
  },
  fileCut: (most) => `未完：以上为最新的 ${most} 个任务；如需其他任务，请缩小筛选范围`,
  empty: {
    none: '还没有任务',
    filtered: '没有符合条件的任务',
    help: '首次扫描目标之后，任务才会出现；已结束的任务按 storage.retention 的期限保留。',
  },
  watch: { 'not-followed': '不再跟踪', 'not-watched': '不再监视' },
  charts: {
    title: '最近 7 天',
    states: {
      title: '状态变化次数',
      describe: (total) => `7 天内每 6 小时一段，共 ${total.toLocaleString('en')} 次状态变化。`,
    },
    durations: {
      title: '成功任务的运行时长',
      describe: (days) => `每天的中位数与第 95 百分位；7 天中有 ${days} 天有成功的任务。`,
      median: '中位数',
      p95: 'P95',
      jobs: '任务数',
    },
    asTable: '以表格查看',
    from: '开始时间',
    day: '日期',
    none: '这 7 天内没有数据。',
    tooMany: (most) =>
      `这 7 天内的状态变化超过 ${most.toLocaleString('en')} 次，无法按此条件统计。请仅按目标和状态筛选。`,
  },
} satisfies typeof english;
