import type { DecisionReason } from '../../core/rule/decide.ts';
import type { ClosedReason, HoldReason, PendingUpdate, RATE_CAPPED } from '../../core/incident/lifecycle.ts';
import { toOutwardReason } from '../../core/incident/outward-reason.ts';
import type { MessageFallback } from '../../core/incident/message-fallback.ts';
import type { Language } from '../../core/message/message.ts';
import type { SelfCheckReason } from '../../core/incident/self-check.ts';

/**
 * Returns what people call a named reason. English shows the name itself, as logs and metrics do. A reason that this
 * version does not know stays as it is.
 */
export function reasonWord(reason: string, language: Language = 'en'): string {
  return language === 'en' ? toOutwardReason(reason) : (chineseWords.get(reason) ?? reason);
}

/** Returns what people call what holds a message back: `silence 3`, `maintenance upgrade`. */
export function holderWord(holder: string, language: Language = 'en'): string {
  if (language === 'en') return holder;
  const [, kind = '', name = ''] = /^(silence|maintenance) (.*)$/u.exec(holder) ?? [];
  return kind === '' ? reasonWord(holder, language) : `${kind === 'silence' ? '静默' : '维护'} ${name}`;
}

type Reason =
  | DecisionReason
  | HoldReason
  | ClosedReason
  | PendingUpdate
  | `closed-${ClosedReason}`
  | typeof RATE_CAPPED
  | MessageFallback['reason']
  | NotifyReason
  | SelfCheckReason
  | MissedOccurrence
  | Failure
  | Wait;

/** Why a message of a thread is sent. */
type NotifyReason = 'opened' | 'news' | 'repeat' | 'opened-and-closed' | 'not-acknowledged';

/** Why the incident of an expectation opens. */
type MissedOccurrence = 'job-missing' | 'success-missing';

/** Why a poll, a question to the API, or a delivery failed. */
type Failure =
  | 'auth'
  | 'throttled'
  | 'timeout'
  | 'network'
  | 'server'
  | 'malformed'
  | 'refused'
  | 'right-missing'
  | 'tls'
  | 'rate_limited'
  | 'temporary'
  | 'permanent'
  | 'delivered';

/** Why an entry of the outbox waits. */
type Wait = 'under-way' | 'held-by-channel' | 'retry' | 'due';

const CHINESE: Readonly<Record<Reason, string>> = {
  'first-seen': '首次发现',
  'state-changed': '状态变化',
  'seen-again': '再次发现',
  'baseline-each': '首次扫描，逐个通知',
  'baseline-summary': '首次扫描，汇总通知',
  'too-long': '停留过久',
  'success-with-failures': '成功但有对象失败',
  escalated: '已升级',
  'suppressed-baseline': '首次扫描，不通知',
  'already-told-by-earlier-rule': '前面的规则已通知',
  'rule-tells-nobody': '规则没有接收人',
  'no-rule-matched': '没有规则匹配',
  'receiver-removed': '接收人已移除',
  silenced: '已静默',
  maintenance: '维护时段',
  flapping: '状态反复',
  'recovered-before-told': '通知之前已恢复',
  'closed-before-told': '通知之前已手动恢复',
  'objects-not-counted': '对象未统计',
  'superseded-before-told': '通知之前新任务已成功',
  grouped: '等待汇总',
  quiet: '免打扰时段',
  acknowledged: '已认领',
  recovered: '已恢复',
  superseded: '新的任务已成功',
  manual: '手动恢复',
  aged: '长时间没有新情况',
  settled: '状态已稳定',
  'silence-ended': '静默已结束',
  'closed-recovered': '已恢复',
  'closed-superseded': '新的任务已成功',
  'closed-manual': '手动恢复',
  'closed-aged': '长时间没有新情况',
  'rate-capped': '达到发送上限',
  opened: '新告警',
  news: '有更新',
  repeat: '定时提醒',
  'opened-and-closed': '发生后随即恢复',
  'not-acknowledged': '未认领',
  'target-unreadable': '轮询失败',
  'credentials-refused': '凭证被拒绝',
  'credentials-ending': '凭证即将过期',
  'outbox-blocked': '邮件无法送达',
  'recipient-blocked': '收件地址未接收',
  'dead-letters': '投递失败',
  'unknown-state': '未知状态',
  'jobs-vanished': '任务消失',
  'clock-skew': '时钟偏差',
  'config-refused': '配置被拒绝',
  'store-not-writable': '存储无法写入',
  'job-missing': '任务未按时出现',
  'success-missing': '任务未按时成功',
  auth: '身份验证失败',
  throttled: '请求过于频繁',
  timeout: '超时',
  network: '网络故障',
  server: '服务端故障',
  malformed: '应答格式有误',
  refused: '被拒绝',
  'right-missing': '缺少权限',
  tls: 'TLS 故障',
  rate_limited: '发送过于频繁',
  temporary: '暂时失败',
  permanent: '投递失败',
  delivered: '已送达',
  'under-way': '发送中',
  'held-by-channel': '通道不可用',
  retry: '等待重试',
  due: '待发送',
  waited: '等待过久',
  'given-up': '投递失败',
  free: '已可送达',
};

const chineseWords: ReadonlyMap<string, string> = new Map(Object.entries(CHINESE));
