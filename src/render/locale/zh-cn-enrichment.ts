import { CHINESE_LISTS } from '../words/locale/zh-cn.ts';
import type { EnrichmentWords } from './en-enrichment.ts';

/** The phrases of enrichment in Chinese. */
export const CHINESE_ENRICHMENT = {
  queue: {
    called: (name, id) => `${name}（${id}）`,
    known: ({ queue, state, changed, asked }) =>
      `队列 ${spaced(queue)}当前状态为 ${state}` +
      `${changed === undefined ? '' : `，最后变更于 ${changed}`}${asked === undefined ? '' : `，查询于 ${asked}`}。`,
    notFound: (queue, lists) => `在 ${lists} 中未找到队列 ${queue}。`,
    notAsked: (queue, why) => `无法查询队列 ${queue}：${why}。`,
  },
  fault: CHINESE_LISTS.enrichmentFault,
  objects: {
    label: '对象',
    failed: (failed, total, isWhole) => `${isWhole ? '' : '至少 '}${total} 个对象中有 ${failed} 个失败`,
    failedAtLeast: (failed) => `至少 ${failed} 个对象失败`,
    noneFailed: '没有对象失败',
    notListed: (list) => `未统计：在 ${list} 中未找到该任务的对象`,
    noneCounted: '未能统计任何对象',
    noTag: '未统计：接口未返回该任务的类型（Tag）',
    notCounted: (why) => `未统计：${why}`,
    notAsked: '未统计：每次轮询只查询少量任务',
    notAskedOthers: (jobs) => `有 ${jobs} 个任务的对象未统计：每次轮询只查询少量任务。`,
    noCode: '无错误码',
    withCodes: (failed, codes) => `${failed}：${codes}`,
  },
  partial: {
    state: (state, objects) => `${state}（${objects}）`,
    several: (counts) => `${counts}（有对象失败）`,
    intro: '任务本身成功，但并非所有对象都成功。',
  },
  advice: {
    means: (code, means) => `${code}：${means}`,
    action: (action) => `首先：${action}`,
    link: (code) => `${code} 的说明`,
  },
} satisfies EnrichmentWords;

/** A full-width bracket brings its own blank. */
function spaced(name: string): string {
  return name.endsWith('）') ? name : `${name} `;
}
