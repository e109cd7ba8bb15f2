import type { testNotification as english } from '../en/test-notification.ts';

export const testNotification = {
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
} satisfies typeof english;
