import type { Language, Message } from '../../core/message/message.ts';

/** Returns what people call a kind of message. A kind that this version does not know stays as it is. */
export function notificationKindWord(kind: string, language: Language = 'en'): string {
  return isKind(kind) ? NOTIFICATION_KIND_WORDS[language][kind] : kind;
}

/**
 * Says whether `reason` is the usual one of a message of this kind, so that the kind alone says why it is sent: an update
 * has news, a reminder repeats.
 */
export function isUsualReason(kind: string, reason: string): boolean {
  return USUAL[kind]?.test(reason) ?? false;
}

const USUAL: Readonly<Record<string, RegExp>> = {
  opening: /^opened$/,
  update: /^news$/,
  reminder: /^repeat$/,
  escalation: /^opened$/,
  closing: /^closed-/,
};

function isKind(kind: string): kind is Message['kind'] {
  return Object.hasOwn(NOTIFICATION_KIND_WORDS.en, kind);
}

/** The heading of each kind of message. */
export const NOTIFICATION_KIND_WORDS: Readonly<Record<Language, Readonly<Record<Message['kind'], string>>>> =
  {
    en: {
      opening: 'Opened',
      update: 'Update',
      reminder: 'Reminder',
      escalation: 'Escalation',
      closing: 'Resolved',
      baseline: 'Initial scan',
      test: 'Test',
      report: 'Report',
    },
    'zh-CN': {
      opening: '新告警',
      update: '更新',
      reminder: '提醒',
      escalation: '升级',
      closing: '已恢复',
      baseline: '首次扫描',
      test: '测试',
      report: '报告',
    },
  };
