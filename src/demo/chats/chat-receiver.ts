import type { Language } from '../../core/message/message.ts';

/**
 * Returns a receiver of the demo with every channel over HTTP, as an operator writes it. Its keys and tokens open
 * nothing.
 * @param base of the vendors' addresses.
 */
export function chatReceiver(base: string, language: Language) {
  return {
    name: `chats-${language}`,
    wecom: { url: `${base}/cgi-bin/webhook/send?key=EXAMPLE-KEY`, mention: ['ada'], language },
    dingtalk: {
      url: `${base}/robot/send?access_token=EXAMPLE-TOKEN`,
      secret: 'SEC-EXAMPLE',
      atMobiles: ['13800000000'],
      language,
    },
    feishu: { url: `${base}/open-apis/bot/v2/hook/EXAMPLE-TOKEN`, at: ['ou_ada'], language },
    slack: { token: 'xoxb-EXAMPLE', channel: 'C0123', apiUrl: base, mention: ['U0ADA'], language },
    teams: { url: `${base}/workflows/EXAMPLE/triggers/manual/paths/invoke`, language },
    pagerduty: { routingKey: `EXAMPLE-ROUTING-KEY-${language}`, url: base, language },
    tencentAlarm: { policyId: `cm-example-${language}`, endpoint: base, language },
    alertmanager: { urls: [base], language },
    webhook: { url: `${base}/hook`, secret: `whsec_${btoa('EXAMPLE-SECRET-OF-THE-DEMO')}`, language },
  };
}
