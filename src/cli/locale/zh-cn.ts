import { check } from './zh-cn/check.ts';
import { testNotification } from './zh-cn/test-notification.ts';
import { incidents } from './zh-cn/incidents.ts';
import { silence } from './zh-cn/silence.ts';
import { notifications } from './zh-cn/notifications.ts';
import { replay } from './zh-cn/replay.ts';
import { receivers } from './zh-cn/receivers.ts';
import { status } from './zh-cn/status.ts';
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
  check,
  testNotification,
  incidents,
  silence,
  notifications,
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
  replay,
} satisfies CliWords;
