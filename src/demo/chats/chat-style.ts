import { markup } from '../../platform/text/markup.ts';

/** The style of all chats. Each has the colours of its vendor. */
export const CHAT_STYLE = markup`<style>
.chats { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 358px), 1fr)); align-items: start; }
.chat { --bubble: #fff; --accent: #1d4ed8; --room: #eef0f3; }
.chat .messages { display: grid; gap: 12px; max-height: 640px; padding: 12px; overflow-y: auto; background: var(--room); }
.chat .messages:focus-visible { outline: 3px solid var(--link); outline-offset: -3px; }
.message { min-width: 0; font-size: 15px; line-height: 1.45; }
.message > header { margin: 0 0 4px; font-size: 13px; gap: 0 8px; }
.message > .content { overflow: hidden; padding: 10px 12px; border-radius: 8px; background: var(--bubble); overflow-wrap: anywhere; }
.message .heading { font-weight: 700; }
.message .item { padding-left: 12px; }
.message blockquote { margin: 0; padding-left: 8px; border-left: 3px solid var(--line); color: var(--dim); }
.message .spaced > div + div { margin-top: 8px; }
.message .mention { color: var(--accent); background: color-mix(in srgb, var(--accent) 12%, transparent); border-radius: 3px; padding: 0 2px; }
.message code { font: 12px/1.5 ui-monospace, monospace; background: color-mix(in srgb, var(--ink) 8%, transparent); border-radius: 3px; padding: 0 3px; }
.message pre { padding: 0; font-size: 12px; }
.message dl { padding: 8px 0; font-size: 14px; white-space: pre-line; }
.message p { margin: 4px 0; }
.message .sms { white-space: pre-line; }
.wecom-info { color: #16a34a; } .wecom-comment { color: var(--dim); } .wecom-warning { color: #c2410c; }
.feishu .content, .teams .content { padding: 0; }
.card-header { padding: 8px 12px; color: #fff; font-weight: 600; background: #3370ff; }
.card-header.red { background: #d83931; } .card-header.orange { background: #b45309; } .card-header.green { background: #2e7d32; } .card-header.grey { background: #5b6472; }
.card-body { padding: 10px 12px; }
.message .card { border-radius: 8px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.buttons a { padding: 4px 10px; border: 1px solid var(--line); border-radius: 4px; text-decoration: none; }
.teams .buttons { padding: 0 12px 8px; }
.Large { font-size: 18px; line-height: 1.35; } .Small { font-size: 12px; } .Bolder { font-weight: 700; }
.Attention { color: #c4314b; } .Warning { color: #b45309; } .Accent { color: #4f52b2; } .Good { color: #237b4b; }
.apart { margin-top: 10px; }
.thread { margin: 8px 0 0 16px; padding-left: 10px; border-left: 2px solid var(--line); display: grid; gap: 10px; }
.mark.resolved { background: #237b4b; }
.wecom { --room: #ededed; } .dingtalk { --accent: #0b4fc4; } .slack { --room: #fff; --bubble: #fff; --accent: #1264a3; }
.slack .content { padding: 0 2px; } .tencent_alarm { --bubble: #e9e9eb; --room: #fff; } .tencent_alarm .content { border-radius: 16px; }
@media (prefers-color-scheme: dark) {
  .chat { --bubble: #2a303a; --room: #14171c; --accent: #93b4ff; }
  .slack, .tencent_alarm { --room: #1a1d21; }
  .slack { --bubble: #1a1d21; --accent: #93b4ff; }
  .dingtalk { --accent: #93b4ff; }
  .wecom-warning { color: #fdba74; } .wecom-info, .Good { color: #86efac; }
  .Attention { color: #fca5a5; } .Warning { color: #fcd34d; } .Accent { color: #c7d2fe; }
}
</style>`;
