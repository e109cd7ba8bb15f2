/** The look of incidents, silences, and what is wrong now. */
export const INCIDENTS_STYLE = `
:root { --warning: #a16207; }
@media (prefers-color-scheme: dark) { :root { --warning: #fcd34d; } }
.verdict { margin: 0 0 20px; padding: 18px 24px; border-radius: 10px; color: var(--on-mark); }
.verdict { background: var(--s-submitted); }
.verdict.clear { background: var(--closed); }
.verdict.open, .verdict.monitor { background: var(--open); }
.verdict.acknowledged { background: var(--acknowledged); }
.verdict.uncovered { background: var(--warning); }
[data-stale] .verdict { background: var(--s-submitted); }
[data-stale] .verdict.clear h1 { display: none; }
.verdict h1 { margin: 0; font-size: 28px; }
.verdict p { margin: 4px 0 0; }
.verdict .dim, .verdict a { color: inherit; }
.verdict ul { margin: 4px 0 0; padding-left: 20px; }
h2 { margin: 0 0 8px; font-size: 19px; line-height: 1.3; }
h3 { margin: 16px 0 4px; font-size: 16px; line-height: 1.4; overflow-wrap: anywhere; }
section { margin: 24px 0; }
a { color: var(--accent); }
.good { color: var(--closed); font-weight: 600; }
[data-stale] .good { color: inherit; font-weight: inherit; }
.bad { color: var(--open); font-weight: 600; }
ul.grid, ul.lines, ol.thread { margin: 0; padding: 0; list-style: none; }
ul.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 16px; }
ul.lines > li { padding: 8px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
ul.lines > li:first-child { border-top: 0; }
.card.incident { border-left: 6px solid var(--dim); }
.card.incident.critical { border-left-color: var(--open); }
.card.incident.warning { border-left-color: var(--warning); }
.card.incident.closed { border-left-color: var(--closed); }
.card.incident h3 { margin: 8px 0 4px; font-size: 18px; }
.card.incident p { margin: 6px 0; }
.card.incident form { margin-top: 14px; }
.mark, button.small { white-space: nowrap; }
.matcher { min-width: 26ch; }
.list form { margin-top: 8px; }
h3 .dim { font-weight: 400; }
.list .good, .list .bad { white-space: nowrap; }
h2 + dl, h3 + dl { margin-top: 8px; padding-top: 0; border-top: 0; }
.marks { display: flex; flex-wrap: wrap; gap: 6px; margin: 0; }
.mark.critical { background: var(--open); }
.mark.warning { background: var(--warning); }
.label { display: inline-block; margin: 0 6px 4px 0; padding: 0 8px; border: 1px solid var(--line); border-radius: 6px; }
.fields { display: grid; gap: 4px; max-width: 560px; margin-bottom: 14px; }
.fields label { margin-top: 8px; font-weight: 600; }
.hint { margin: 4px 0; font-size: 14px; }
textarea { font: 15px/1.5 ui-monospace, monospace; }
button.small { width: auto; min-width: 0; min-height: 40px; padding: 6px 14px; font-size: 15px; }
details { margin-top: 14px; border-top: 1px solid var(--line); padding-top: 14px; }
summary { min-height: 28px; color: var(--accent); font-weight: 600; cursor: pointer; }
.thread > li { padding: 8px 0 8px 16px; border-left: 3px solid var(--line); }
.thread > li > time { color: var(--dim); font-size: 14px; }
.thread p { margin: 0; }
q { color: var(--dim); overflow-wrap: anywhere; }
.live { position: fixed; right: 12px; bottom: 12px; margin: 0; padding: 6px 12px; border: 1px solid var(--accent); border-radius: 8px;
  background: var(--card); color: var(--ink); font-size: 14px; }
.live:empty { display: none; }
`;
