/** The look of the pages for notifications, targets, configuration and the API. */
export const NOTIFICATIONS_STYLE = `
.tabs { display: flex; flex-wrap: wrap; gap: 6px; margin: 16px 0; }
.tabs a { display: inline-flex; gap: 8px; align-items: center; min-height: 40px; padding: 4px 14px; border: 1px solid var(--line);
  border-radius: 999px; background: var(--card); color: var(--ink); text-decoration: none; }
.tabs a[aria-current] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
.count { font-variant-numeric: tabular-nums; opacity: 1; }
.narrow { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin: 16px 0; }
.narrow select { width: auto; max-width: 100%; background: var(--card); }
.narrow button, .resend button { width: auto; min-width: 0; min-height: 40px; padding: 6px 18px; }
.entries { list-style: none; margin: 16px 0; padding: 0; display: grid; gap: 12px; }
.entry { padding: 16px 20px; }
.entry h2 { margin: 6px 0 0; font-size: 18px; line-height: 1.35; overflow-wrap: anywhere; }
.card.entry > dl { margin-top: 10px; padding-top: 0; border-top: 0; }
.entry header .mark { margin-right: 8px; }
dd time { white-space: nowrap; }
.entry details { margin-top: 10px; }
.attempts { margin: 8px 0; padding-left: 24px; overflow-wrap: anywhere; }
.resend { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin-top: 14px; }
.mark.waiting { background: var(--acknowledged); }
.mark.up { background: var(--closed); }
.mark.dead, .mark.failing { background: var(--open); }
.why { min-width: 260px; }
table.polls .number, table.polls th:nth-child(n+3) { text-align: right; font-variant-numeric: tabular-nums; }
.source { margin: 12px 0; padding: 16px; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  font: 14px/1.5 ui-monospace, monospace; }
.card .source { background: var(--ground); margin: 8px 0 0; }
.operation h3 { margin-top: 0; }
.operation h4 { margin: 14px 0 4px; font-size: 14px; color: var(--dim); }
.operation ul { margin: 0; padding-left: 20px; }
.operation + .operation { margin-top: 12px; }
`;
