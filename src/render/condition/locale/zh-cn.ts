import { severityWord } from '../../words/severity-words.ts';
import { stateWord } from '../../../core/message/state-words.ts';
import type { ReportWords } from './texts.ts';
import type { ConditionWords } from './en.ts';

/** The sentences of conditions in Chinese. */
export const CHINESE = {
  faultMarks: { colon: '：', stop: '。' },
  some: (names, more) => (more === 0 ? names.join('、') : `${names.join('、')} 等 ${names.length + more} 个`),
  unreadable: ({ target, polls, since, fault }) => ({
    title: `轮询失败（${target}）`,
    lines: [
      `自 ${since} 起已连续 ${polls} 次轮询失败。在此期间看不到该目标失败或暂停的任务；恢复轮询后会补发通知。`,
      fault,
    ],
  }),
  credentialsRefused: ({ target, polls, since, fault }) => ({
    title: `轮询失败：凭证被拒绝（${target}）`,
    lines: [
      `自 ${since} 起凭证被拒绝（${polls} 次轮询）。在此期间看不到该目标失败或暂停的任务；恢复轮询后会补发通知。`,
      fault,
    ],
  }),
  credentialsEnding: ({ credentials, endsAt }) => ({
    title: `凭证 ${credentials} 即将过期`,
    lines: [
      `临时密钥将于 ${endsAt} 过期，且未能续期。过期后，使用它的目标将轮询失败。`,
      '请检查发放密钥的服务；失败原因见日志。',
    ],
  }),
  outboxBlocked: ({ entries, since, answer }) => ({
    title: '邮件无法送达',
    lines: [
      `有 ${entries} 封邮件在等待发送，最早的一封自 ${since} 起等待。不会丢失：邮件服务器恢复后立即发送。`,
      answer || '邮件服务器的应答见日志：`notification not delivered yet`。',
    ],
  }),
  destinationBlocked: ({ destination, entries, since, answer }) => ({
    title: `消息无法送达 ${destination}`,
    lines: [
      `有 ${entries} 条消息在等待发送，最早的一条自 ${since} 起等待。不会丢失：对方恢复接收后立即发送。其他目的地不受影响。`,
      answer || '对方的应答见日志：`notification not delivered yet`。',
    ],
  }),
  recipientBlocked: ({ name: recipient, isMail, entries, since, answer }) => ({
    title: `${recipient} 的${isMail ? '邮件' : '消息'}未被接收`,
    lines: [
      isMail
        ? `有 ${entries} 封邮件仅因 ${recipient} 而等待，最早的一封自 ${since} 起等待。其他收件人不受影响。系统会自动重试。`
        : `有 ${entries} 条消息仅因 ${recipient} 而等待，最早的一条自 ${since} 起等待。其他收件人不受影响。系统会自动重试。`,
      ...(answer === '' ? [] : [answer]),
      '在此之前请自行通知该收件人。',
    ],
  }),
  deadLetters: ({ recipients, isMail, answer }) => ({
    title: `${isMail ? '邮件' : '消息'}投递失败：${recipients}`,
    lines: [
      `发给 ${recipients} 的${isMail ? '邮件' : '消息'}投递失败：已被拒收，不会自动重试。`,
      ...(answer === '' ? [] : [answer]),
      '请先解决应答中指出的问题，再重新发送：`batchwatch notifications resend --all`，或使用“通知”页面。在此之前请自行通知相关人员。全部送达后，此事件自动恢复。',
    ],
  }),
  answer: ({ response, hint, isMail }) =>
    `${isMail ? '邮件服务器' : '对方'}应答：“${response}”。${hint ?? ''}`,
  unknownState: ({ target, states }) => ({
    title: `任务出现未知状态：${states}（${target}）`,
    lines: [
      `API 返回了文档中没有的任务状态：${states}。这些任务按未结束处理并继续跟踪；针对 Failed 或 Pause 的规则不会匹配它们。`,
      '请查看这些任务；若该状态重要，请为它添加规则。',
    ],
  }),
  jobsVanished: ({ target, count, jobIds }) => ({
    title: `${count} 个任务消失（${target}）`,
    lines: [
      `连续三次完整轮询都没有出现 ${jobIds}，而此前尚未结束。其最终结果未知。`,
      '请确认是谁删除了它：API 没有删除任务的接口。此事件一天后自动恢复。',
    ],
  }),
  clockSkew: ({ skew, span }) => ({
    title: `时钟偏差 ${span}`,
    lines: [
      `运行 Batchwatch 的机器时钟比 API ${skew > 0 ? '快' : '慢'} ${span}。偏差达到 15 分钟后，请求会被拒绝。`,
      '请通过 NTP 校准时钟。',
    ],
  }),
  configRefused: ({ at, problems }) => ({
    title: '修改后的配置未生效',
    lines: [
      `${at} 重新读取配置时被拒绝；仍使用之前的配置。`,
      `\`batchwatch check\` 的输出：${problems}`,
      '运行该命令可查看全部问题。',
    ],
  }),
  storeNotWritable: ({ since, until, fault }) => ({
    title: '存储曾无法写入',
    lines: [`从 ${since} 到 ${until}，存储无法写入。期间发生的变化由下一次轮询发现。`, fault],
  }),
  missing: ({ expectation, target, job, due, createBy }) => ({
    title: `${expectation} 未按时出现（${target}）`,
    lines: [
      `应在 ${due} 出现名为 ${job} 的任务，但截至 ${createBy} 仍未创建。`,
      '请检查负责提交任务的程序。任务出现，或之后某次的任务成功后，此事件自动恢复。',
    ],
  }),
  unsuccessful: ({ expectation, target, job, due, succeedBy, came }) => ({
    title: `${expectation} 未按时成功（${target}）`,
    lines: [
      `应在 ${due} 出现名为 ${job} 的任务，并在 ${succeedBy} 前成功。${came === '' ? '任务没有出现。' : `任务尚未成功：${came}。`}`,
      '该任务或之后某次的任务成功后，此事件自动恢复。',
    ],
  }),
  arrivedLate: ({ jobId, at }) => `任务迟到：${jobId}，创建于 ${at}。`,
  succeededLate: ({ jobId, at }) => `任务迟后成功：${jobId}，时间 ${at}。`,
  nextSucceeded: ({ jobId, due }) => `该任务始终未成功；${due} 那次的任务已成功：${jobId}。`,
  report: ({ since, polls, jobs, oldest, open, uncovered: { paused, failed } }) => ({
    title:
      open.length > 0
        ? `${open.length} 个未恢复的事件`
        : paused + failed > 0
          ? `没有未恢复的事件，但有${uncoveredOf({ paused, failed })}`
          : '一切正常',
    lines: [
      [
        `自 ${since} 起：轮询 ${polls} 次，已知任务 ${jobs} 个`,
        oldest === undefined
          ? '没有未结束的任务'
          : `最早的未结束任务自 ${oldest.since} 起${stateWord(oldest.state, 'zh-CN')}（${oldest.target}）`,
        open.length === 0 ? '没有未恢复的事件。' : `未恢复：${open.join('；')}。`,
      ].join('，'),
      ...(paused + failed > 0
        ? [`没有事件的任务：${uncoveredOf({ paused, failed })}。失败的任务计入 7 天。`]
        : []),
    ],
  }),
  escalated: ({ all, named, left, url }) => ({
    title: `已升级：${all} 个事件`,
    lines: [
      '以下事件未在规定时间内认领，现升级通知到您。各事件的后续消息也会发送给您。',
      ...named.map(({ title, severity, since, acknowledgeUrl }) =>
        [
          `${title}（${severityWord(severity, 'zh-CN')}），自 ${since} 起。`,
          ...(acknowledgeUrl === undefined ? [] : [`认领：${acknowledgeUrl}`]),
        ].join(''),
      ),
      ...(left > 0 ? [`另有 ${left} 个：${url}`] : []),
    ],
  }),
} satisfies ConditionWords;

/** Jobs that no incident has: `1 个任务已暂停、2 个失败`. */
function uncoveredOf({ paused, failed }: ReportWords['uncovered']): string {
  const ofPaused = paused === 0 ? '' : ` ${paused} 个任务已暂停`;
  if (failed === 0) return ofPaused;
  return ofPaused === '' ? ` ${failed} 个任务失败` : `${ofPaused}、${failed} 个失败`;
}
