import { CHINESE_LISTS } from '../words/locale/zh-cn.ts';
import { zoneWord } from '../words/zone-words.ts';
import type { Words } from './en.ts';
import { CHINESE_ENRICHMENT } from './zh-cn-enrichment.ts';

/** The phrases of a mail in Simplified Chinese, in the words of Tencent's own console and documents. */
export const CHINESE = {
  tag: 'zh-CN',
  units: CHINESE_LISTS.units,
  zone: (name, offset) => `${zoneWord(name, 'zh-CN')}（UTC${offset}）`,
  list: (parts) => parts.join('、'),
  clauses: (parts) => parts.join('；'),
  lines: {
    detail: (label, value) => `${label}：${value}`,
    link: (label, url) => `${label}：${url}`,
  },
  marks: {
    reachable: '通道已恢复',
    test: '测试',
    firstLook: '首次扫描',
    reminder: '仍未恢复',
    flapping: '状态反复',
    settled: '状态已稳定',
    escalated: '已升级',
    tooLong: '停留过久',
    resumed: '已恢复',
    superseded: '已被取代',
    recovered: '已恢复',
    manual: '已手动恢复',
    ended: '已结束',
    vanished: '已消失',
    outlived: '不再跟踪',
    'target-removed': '不再监视',
  },
  subject: {
    test: (receiver) => `发给 ${receiver} 的测试消息`,
    marked: (mark, what) => `${mark}：${what}`,
    one: (state, name) => `${state}：${name}`,
    many: (counts, added, cause) =>
      `${counts}${added === '' ? '' : `（${added}）`}${cause === '' ? '' : `：${cause}`}`,
    at: (what, target) => `${what}（${target}）`,
    counts: (parts, others) => {
      const named = parts.map(({ count, state }, at) => `${count} 个${at > 0 ? '' : '任务'}${state}`);
      const all = others > 0 ? [...named, `${others} 个其他状态`] : named;
      return all.length === 0 ? '没有任务' : all.join('，');
    },
    queue: (name) => `队列 ${name}`,
  },
  intro: {
    baseline: '首次扫描该目标时，以下任务已处于所列状态，其中有些可能由来已久。',
    test: (by) => `没有任务失败。${by === '' ? '有人' : `${by} `}发送了这条测试消息，检查消息能否送达。`,
    testArrived: '您已收到本消息，说明通道正常：真实告警也走同一通道。',
    testOf: (by) => `这是 ${by} 发送的测试消息，内容取自一个真实事件的通知，不影响该事件。`,
    update: ({ added, all, open }) =>
      `比上一条消息新增 ${added} 个，累计 ${all} 个，${open === all ? '均未恢复' : open === 0 ? '均已恢复' : `其中 ${open} 个仍未恢复`}。`,
    reminder: (age, since) => `自 ${since} 起已持续 ${age}，未认领。`,
    stillOpen: (open, all) => `${all} 个任务中仍有 ${open} 个未恢复。`,
    settled: '状态已稳定一段时间，此后每次变化都会再通知。',
    silenceEnded: (age, since) => `静默或维护已结束，但问题仍未恢复，自 ${since} 起已持续 ${age}。`,
    flapping: '状态频繁反复，不再逐次通知；稳定后会再告知最终状态。',
    tooLong: '停留在此状态的时间超过了规则的限制。',
    escalated: (age) => `${age}内未认领，现升级通知到您。`,
    overAtOnce: '首个通知发出之前已恢复。',
    endedAtOnce: '首个通知发出之前已结束。',
    over: {
      resumed: (age) => `已恢复，共持续 ${age}。`,
      superseded: (age) => `失败 ${age}后，同一作业的新任务已成功。`,
      recovered: (age) => `已恢复，共持续 ${age}。`,
      manual: (age) => `已手动恢复，共持续 ${age}。`,
      ended: (age) => `已结束，共持续 ${age}，但并非所有任务都已恢复。`,
      vanished: (age) => `其任务在 ${age}后已不再由 API 列出，最终结果未知。`,
      outlived: (age) =>
        `尚未恢复，但已超过配置的跟踪时限（本事件已持续 ${age}）：不再跟踪，后续结果也不再通知。`,
      'target-removed': (age) => `该目标在 ${age}后已从配置中移除：不再监视，后续结果也不再通知。`,
    },
    acknowledged: (who, when) => `已由 ${who} 认领，时间：${when}。`,
    fallback: {
      waited: (receiver, channel, age) =>
        `现代替 ${receiver} 通知您：经 ${channel} 的通知已等待 ${age}，尚未送达。`,
      'given-up': (receiver, channel) => `现代替 ${receiver} 通知您：经 ${channel} 的通知投递失败。`,
      free: (receiver, channel) => `${receiver} 已可经 ${channel} 收到通知，此告警不再代为通知您。`,
    },
  },
  labels: {
    target: '目标',
    bucket: '存储桶',
    region: '地域',
    to: '收件人',
    made: '生成时间',
    since: '发生时间',
    first: '最早发生',
    latest: '最近发生',
    codes: '错误码',
    before: '此前状态',
    queue: '队列',
    now: '当前状态',
    zone: '时区',
  },
  listTitles: { update: '本次新增', open: '仍未恢复', closing: '各任务结果' },
  before: {
    never: '首次发现',
    again: (state) => `${state}，之后未列出`,
    lasted: (state, span) => `${state}，持续 ${span}`,
  },
  ended: {
    resumed: (state, span) => `${state}，暂停 ${span}后恢复`,
    moved: (state, span) => `${state}，历时 ${span}`,
    superseded: (jobId) => `已被成功的新任务 ${jobId} 取代`,
    vanished: 'API 已不再列出该任务',
    outlived: '不再跟踪',
    'target-removed': '不再监视：所属目标已移除',
  },
  operation: (summary) =>
    summary
      .replace(/(^|, )workflow /, '$1工作流 ')
      .replace(/(^|, )template /, '$1模板 ')
      .replace(/(^|, )queue /, '$1队列 ')
      .replace(/, (?=工作流 |模板 |队列 )/g, '，'),
  ofThoseListed: '（仅统计所列任务）',
  codeCount: (code, count) => `${code}（${count}）`,
  otherCodes: (count) => `其他（${count}）`,
  leftOut: ({ count, state, isMore, command }) =>
    `${isMore ? '另有' : '共有'} ${count} 个 ${state} 任务未在此列出，查看命令：${command}`,
  pause: {
    advice: (queue) =>
      `Pause：通常是队列被暂停，排队中的任务随之暂停。按官方文档，唯一的恢复办法是重新激活${queue}。`,
    queue: (names, others) =>
      `队列 ${names.join('、')}${others > 0 ? ` 等 ${names.length + others} 个队列` : ''}`,
    unnamed: '相应队列',
    unnamedForThisJob: '相应队列（API 未给出该任务的队列）',
  },
  commands: { acknowledge: '认领：', lookFurther: '详情：' },
  links: {
    acknowledge: '认领',
    incident: 'Batchwatch 中的事件',
    console: '腾讯云控制台',
    states: '任务状态说明',
    queue: '如何重新激活队列',
  },
  chat: {
    detail: (label, value) => `${label}：${value}`,
    place: (target, bucket, region) => `${target}（${bucket}，${region}）`,
    more: (count, isAnyListed) =>
      isAnyListed ? `……另有 ${count} 个任务` : `共 ${count} 个任务，详见事件页面`,
    number: (number) => `编号 ${number}`,
    unacknowledged: '未认领',
    acknowledged: (who) => `已由 ${who} 认领`,
    part: (title, state) => `${title}，${state}`,
    before: (title) => `此前：${title}`,
    earlier: (count) => `此前另有 ${count} 条消息`,
    inPlaceOf: (receiver) => `代替 ${receiver}`,
    reachableAgain: (receiver) => `${receiver} 已可收到通知`,
    merged: (incidents) =>
      `${incidents === 1 ? '多' : `${incidents} `}条通知合并发送：超过了此群的发送频率上限`,
  },
  footer: {
    receiver: (receiver, rules, reasons) => `接收人 ${receiver}，规则 ${rules}（${reasons}）。`,
    receiverAlone: (receiver) => `接收人 ${receiver}。`,
    incident: (incident, severity) => `事件 ${incident}，级别 ${severity}。`,
    sentBy: (url) => `由 Batchwatch 发送：${url}`,
  },
  enrichment: CHINESE_ENRICHMENT,
} satisfies Words;
