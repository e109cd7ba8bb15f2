import { CHINESE_LISTS } from '../../../render/words/locale/zh-cn.ts';
import type { notifications as english } from '../en/notifications.ts';

export const notifications = {
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
} satisfies typeof english;
