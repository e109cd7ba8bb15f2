import type { NotificationsWords } from '../../pages/notifications-words.ts';

export const notifications: NotificationsWords = { title: '通知' };
