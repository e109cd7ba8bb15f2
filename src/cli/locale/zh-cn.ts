import { receivers } from './zh-cn/receivers.ts';
import { status } from './zh-cn/status.ts';
import { CHINESE_LISTS } from '../../render/words/locale/zh-cn.ts';
import type { CliWords } from './en.ts';

/** The text of all commands in Chinese. */
export const CHINESE = {
  fault: { bug: (what) => `程序缺陷：${what}`, hint: (hint) => `提示：${hint}` },
  names: {
    unknown: {
      target: (name) => `没有名为 ${name} 的目标\n`,
      receiver: (name) => `没有名为 ${name} 的接收人\n`,
    },
    near: (name) => `提示：是否指 ${name}？\n`,
    known: (names) => `提示：现有：${names.join('、')}\n`,
  },
  author: { ask: (user) => (user === '' ? '您的姓名：' : `您的姓名 [${user}]：`) },
  jobs: {
    unknownState: (state, known) =>
      `没有状态为 ${state} 的任务\n提示：API 的状态有 ${known.join('、')}；unknown 表示其他任何状态\n`,
    none: '没有任务',
    columns: { target: '目标', since: '状态始于' },
    notFollowed: (state) => `${state}（不再跟踪）`,
  },
  check: {
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
  },
  testNotification: {
    noReceiver: (name, file) => `${file} 中没有接收人 ${name}\n`,
    noChannel: (receiver, channel) => `接收人 ${receiver} 没有通道 ${channel}\n`,
    refused: {
      'unknown-incident': (incident) => `没有事件 ${incident}\n`,
      'no-message': (incident) =>
        `事件 ${incident} 还没有任何通知：已暂缓，或无需通知\n提示：事件页面说明原因\n`,
      'too-many': () => '刚刚有人测试过该接收人\n提示：请一分钟后再试\n',
    },
    gone: '该消息已不在发件箱中',
    notTried: (destination) => `${destination}：尚未尝试投递，消息仍在发件箱中`,
    lastFailure: (destination, answer) => `${destination}：上一条消息未被接收：${answer}`,
    noVerdict: '尚无结果',
    outcomes: { delivered: '已送达', temporary: '暂未送达', permanent: '投递失败' },
    verdict: (recipient, verdict) => `${recipient}：${verdict}`,
    reason: (verdict, reason) => `${verdict}（${reason}）`,
    attempt: (verdict, response) => `${verdict}：${response}`,
    advised: (verdict, hint) => `${verdict}（${hint}）`,
    triedAgain: (verdict) => `${verdict}；消息仍在发件箱中，将会重试`,
  },
  incidents: {
    none: '没有事件\n',
    columns: ['事件', '状态', '开始时间', '规则', '内容', '任务数', '已通知', '认领人'],
    states: { open: '未认领', acknowledged: '已认领', closed: '已恢复' },
    silenced: (state) => `${state}（已静默）`,
    resolved: (how) => `已恢复（${how}）`,
    closeReasons: { recovered: '自动恢复', superseded: '被新任务取代', manual: '手动', aged: '超时' },
    onItsWay: (receiver) => `（正在通知 ${receiver}）`,
    notReached: (receiver) => `（无法通知 ${receiver}）`,
    jobs: (all, open) => (open === all || open === 0 ? String(all) : `${all}，${open} 个未恢复`),
    tooShort: (id, shortest) =>
      `“${id}”太短：请给出完整的事件 ID，或至少前 ${shortest} 个字符\n提示：\`batchwatch incidents\` 列出所有事件\n`,
    unknown: (id) => `没有事件 ${id}\n提示：\`batchwatch incidents --state all\` 列出所有已知事件\n`,
    ambiguous: (id, ids, others) =>
      `${id} 对应 ${ids.length + others} 个事件：${ids.join('、')}${others > 0 ? ' …' : ''}\n`,
    acknowledged: (id, by) => `事件 ${id} 已由 ${by} 认领：不再提醒，不再升级；恢复时仍会通知\n`,
    acknowledgedBefore: (id, by, at) => `事件 ${id} 此前已由 ${by} 认领，时间 ${at}\n`,
    closed: (id) => `事件 ${id} 已手动恢复；收到过通知的人会得到恢复通知\n`,
    closedBefore: (id, at, reason) => `事件 ${id} 此前已恢复，时间 ${at}（${reason}）\n`,
  },
  silence: {
    none: '没有静默\n',
    columns: ['ID', '状态', '开始', '结束', '匹配', '创建人', '备注'],
    states: { pending: '未开始', active: '生效中', expired: '已结束' },
    added: (id, matchers, { from, until, span }) =>
      `已添加静默 ${id}：${matchers}，${from === undefined ? '' : `自 ${from} 起，`}至 ${until}（${span}）\n`,
    noSuchTarget: (glob, near) =>
      `注意：没有名为 ${glob} 的目标${near === undefined ? '' : `；是否指 ${near}？`}\n`,
    noSuchValue: (key, glob, known) =>
      `注意：${key} 没有 ${glob} 这个取值；${known.length === 1 ? `是否指 ${known[0]}？` : `现有：${known.join('、')}`}\n`,
    endedBy: (state, by) => `${state}（由 ${by} 结束）`,
    expired: (id) => `静默 ${id} 已结束；仍未恢复的事件会再次通知\n`,
    nothingToExpire: (id) =>
      `没有静默 ${id}，或者它已经结束\n提示：\`batchwatch silence list --all\` 列出所有静默\n`,
    forOrUntil: '请给出 --for 或 --until 之一\n',
    badTime: (option, text) =>
      `${option}：无法识别时间“${text}”\n提示：写作 2026-11-23T08:00+08:00，或按配置的时区写作 "2026-11-23 08:00"\n`,
    over: '该静默已经结束：--until 必须晚于现在\n',
    endsFirst: '该静默在开始之前就结束：--until 必须晚于 --from\n',
    damaged: '（已损坏：不会静默任何内容）',
    tooFar: '该静默的结束时间距现在超过一年：静默最长为一年\n',
    longBegun: '该静默的开始时间早于一年之前：请选择更晚的 --from\n',
  },
  notifications: {
    none: '没有通知\n',
    columns: ['ID', '状态', '生成时间', '接收人', '收件地址', '内容', '事件', '尝试次数', '原因'],
    states: { waiting: '等待投递', sent: '已送达', dead: '投递失败' },
    kinds: CHINESE_LISTS.kinds,
    waits: {
      'under-way': '正在投递',
      'held-by-channel': '暂缓：该通道不可用',
      'rate-capped': '因发送速率暂缓',
      retry: '稍后重试',
      due: '待投递',
    },
    comma: '，',
    what: (title, kind) => (title === '' ? kind : `${title}（${kind}）`),
    hint: (hint) => `（${hint}）`,
    resent: (id) => `通知 ${id} 已重新排队：同一条消息，仅发给该地址\n`,
    resentAll: (count) => `${count} 条通知已重新排队：原消息各发一次\n`,
    noneResent: '没有可重新发送的通知：没有符合条件的投递失败通知\n',
    left: (count) => `还有 ${count} 条投递失败\n提示：再次运行同一命令\n`,
    receiverRemoved: (count) => `${count} 条仍投递失败：其接收人已不在配置中\n提示：重新配置接收人后再发送\n`,
    badSince: (text) =>
      `--since：“${text}”不是有效时间\n提示：请写 2h（两小时前），或配置时区中的 2026-11-23T09:15\n`,
    refused: {
      unknown: (id) =>
        `没有通知 ${id}\n提示：\`batchwatch notifications --state dead\` 列出可以重新发送的通知\n`,
      'not-dead': (id) =>
        `通知 ${id} 并未投递失败：它仍在等待并会自动重试，或者已经送达\n` +
        '提示：`batchwatch notifications --state dead` 列出可以重新发送的通知\n',
      'receiver-removed': (id) => `通知 ${id} 的接收人已不在配置中\n提示：请重新配置后再发送\n`,
    },
  },
  receivers,
  status,
  explain: {
    noStore: (id, path) => `没有任务或事件 ${id}：${path} 处还没有存储`,
    unknown: (id, path) =>
      `${path} 中没有任务或事件 ${id}\n` +
      '提示：`batchwatch jobs` 列出已知任务；早于首个时间窗口或已清理的任务不在其中。',
    ambiguous: (prefix) => `以 ${prefix} 开头的事件不止一个：`,
    job: ({ id, name, type, target, state }) => `${id} "${name}"（${type}），目标 ${target}：${state}`,
    noType: '无类型',
    incident: ({ id, rule, severity, state, group, since }) =>
      `事件 ${id}：${state}，始于 ${since}，规则 ${rule}（${severity}）；${group}`,
  },
  rotateKeys: {
    done:
      '链接和会话的新密钥已写入存储；运行中的守护进程会在两秒内启用\n' +
      '此前生成的消息中的链接不再能用于认领，所有用户需要重新登录\n',
  },
  storeCopy: {
    columns: ['表', '行数', '校验和'],
    done: (from, to) =>
      `已将 ${from} 复制到 ${to}：各表的行完全一致\n` +
      '如需改用副本，请把配置中的存储地址改为它再启动；原存储保持不变\n',
  },
  replay: {
    badSpan:
      '错误：--since 和 --until 应为距今的时长（7d）或时间（2026-11-23、2026-11-23T09:15、2026-11-23T09:15:00Z），' +
      '且 --since 须早于 --until\n',
    title: (since, until, file) => `按 ${file} 重放 ${since} 至 ${until}`,
    played: ({ transitions, polls, silences, interventions }) =>
      `已重放：${polls} 次轮询中的 ${transitions} 次状态变化，${silences} 条静默，${interventions} 次人工认领或恢复`,
    day: (date) => `${date} 白天`,
    night: (date, hours) => `${date} 夜间（${hours}）`,
    messages: (count) => (count === 0 ? '没有消息' : `${count} 条消息`),
    columns: ['将会发送', '其中夜间', '实际发送', '其中夜间', '收件人'],
    allMessages: '全部消息',
    notNotified: (reasons) => `暂缓或未通知：${reasons}`,
    foreign: (transitions) => `未计入：${transitions} 次状态变化，其目标不在配置中`,
    missed: (interventions) => `未计入：${interventions} 次人工认领或恢复，按这些规则没有对应的事件`,
    approximate: [
      '近似：任务的输入、操作和队列取最后一次看到的内容；已清理的记录不在其中',
      '近似：假定每条消息立即送达，轮询在最后一次看到新情况时结束',
      '近似：假定每次轮询都读取完整且没有中断；任务中失败的对象，只有当时查询过的才知道',
      '两边都不计入：与任务状态无关的消息（监视程序自身、预期、每日报告）',
    ],
  },
} satisfies CliWords;
