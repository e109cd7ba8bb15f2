/** The look of lists and forms, of jobs' states, and of charts. Letters on a state's colour keep 4.5:1. */
export const LIST_STYLE = `
:root { --s-failed: #b91c1c; --s-pause: #a16207; --s-cancel: #6d28d9; --s-unknown: #a21caf; --s-success: #15803d;
  --s-running: #1d4ed8; --s-submitted: #55606e; }
@media (prefers-color-scheme: dark) { :root { --s-failed: #f87171; --s-pause: #fcd34d; --s-cancel: #c4b5fd;
  --s-unknown: #f0abfc; --s-success: #4ade80; --s-running: #93b4ff; --s-submitted: #a7b0bd; } }
.s-failed { --state: var(--s-failed); } .s-pause { --state: var(--s-pause); } .s-cancel { --state: var(--s-cancel); }
.s-unknown { --state: var(--s-unknown); } .s-success { --state: var(--s-success); } .s-running { --state: var(--s-running); }
.s-submitted, .s-past { --state: var(--s-submitted); }
.median { --state: var(--s-running); } .p95 { --state: var(--s-submitted); }
.mark[class*=' s-'], .swatch { background: var(--state); }
.chart rect, .chart path, .timeline rect, .runs rect { fill: var(--state); }
.swatch { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 3px; vertical-align: -1px; }
a { color: var(--accent); }
h2 { margin: 0 0 12px; font-size: 18px; line-height: 1.3; }
h3 { margin: 20px 0 8px; font-size: 15px; line-height: 1.3; }
main > h2 { margin-top: 28px; }
.scroll { overflow-x: auto; margin: 12px 0; border: 1px solid var(--line); border-radius: 8px; }
table.list { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.4; font-variant-numeric: tabular-nums; }
table.list th, table.list td { padding: 8px 12px; text-align: left; vertical-align: top; }
table.list thead th { white-space: nowrap; color: var(--dim); font-weight: 600; }
table.list tbody tr { border-top: 1px solid var(--line); }
table.list tbody th { font-weight: 400; }
table.list time { white-space: nowrap; }
.job code { display: block; font-size: 12px; width: fit-content; background: none; padding: 0; color: var(--dim); }
.pager { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin: 16px 0; }
.pager a, .counts a { display: inline-block; padding: 6px 14px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); text-decoration: none; }
.pager a:hover, .counts a:hover { border-color: var(--accent); }
.empty { padding: 24px 12px; text-align: center; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 16px; }
.stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
.stack > * { margin: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; padding: 0; list-style: none; }
.counts a { padding: 4px 10px; color: var(--ink); font-variant-numeric: tabular-nums; }
.counts a[aria-current] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.plain { margin: 0; padding: 0; list-style: none; }
.plain li { padding: 6px 0; overflow-wrap: anywhere; }
.job { display: block; min-width: 22ch; max-width: 34ch; overflow-wrap: anywhere; }
.filter { margin: 12px 0 16px; padding: 16px; }
.filter .fields { display: grid; max-width: none; margin: 0; grid-template-columns: repeat(auto-fit, minmax(min(100%, 148px), 1fr)); gap: 12px 16px; align-items: end; }
.field:has([type=datetime-local]) { grid-column: span 2; }
@media (min-width: 600px) { .filter .fields { grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); }
  .field:has([type=datetime-local]) { grid-column: auto; } .job { min-width: 22ch; } }
.field { margin: 0; }
.field label { display: block; margin-bottom: 4px; font-size: 14px; font-weight: 600; }
.field label .dim { font-weight: 400; }
input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea { width: 100%; min-height: 44px; padding: 8px 12px;
  border: 1px solid var(--dim); border-radius: 8px; background: var(--card); color: var(--ink); font: inherit; }
fieldset { margin: 14px 0 0; padding: 0; border: 0; }
legend { padding: 0; font-size: 14px; font-weight: 600; }
.choices label { display: inline-flex; align-items: center; gap: 6px; min-height: 32px; margin-right: 16px; }
.choices input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 20px; margin: 14px 0 0; }
.actions button { width: auto; min-width: 120px; min-height: 40px; padding: 6px 20px; }
.over { margin: 8px 0 0; } .under { margin: 0 0 16px; }
.cause { border-left: 4px solid var(--s-failed); }
.card > dl:first-of-type { margin-top: 0; padding-top: 0; border-top: 0; }
pre { margin: 0; padding: 12px; overflow-x: auto; background: var(--ground); border-radius: 8px; font: 13px/1.5 ui-monospace, monospace; }
summary { min-height: 32px; color: var(--accent); cursor: pointer; }
.story { margin: 0; padding: 0; list-style: none; }
.story li { padding: 8px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
@media (min-width: 900px) { .story li { display: grid; grid-template-columns: 30ch 12ch minmax(0, 1fr); gap: 16px; align-items: baseline; } }
.story li:first-child { border-top: 0; }
.story time, .ends time { color: var(--dim); font-size: 14px; font-variant-numeric: tabular-nums; }
.story .kind { display: inline-block; justify-self: start; margin: 0 4px; padding: 0 8px; border: 1px solid var(--line); border-radius: 999px; font-size: 13px; }
.chart { margin: 0; } .chart h3 { margin-top: 0; }
svg { display: block; overflow: visible; }
.plot { display: flex; } .plot svg + svg { flex: 1; min-width: 0; }
svg text { fill: var(--dim); font: 12px system-ui, Arial, sans-serif; font-variant-numeric: tabular-nums; }
svg .strong { fill: var(--ink); font-weight: 600; }
svg .mid { text-anchor: middle; } svg .end { text-anchor: end; }
svg .rule { stroke: var(--line); }
.timeline text { font-size: 14px; }
.timeline .lane { fill: var(--ground); } .timeline .unseen { fill: var(--line); }
.runs .failed { fill: url(#hatch); } .runs .gap { fill: var(--card); } .runs .here { fill: var(--ink); }
.hatched { background-image: repeating-linear-gradient(45deg, transparent 0 4px, var(--card) 4px 6px); }
.ends { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 20px; margin: 4px 0 12px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0; padding: 0; list-style: none; font-size: 14px; }
.list .head { display: none; }
@media (max-width: 480px) { .list:not(.figures) thead { position: absolute; left: -9999px; }
  .list:not(.figures), .list:not(.figures) :is(tbody, tr, th, td) { display: block; }
  .list:not(.figures) tbody tr { padding: 6px 0; }
  .list:not(.figures) tbody :is(th, td) { padding: 3px 12px; overflow-wrap: anywhere; text-align: left; }
  .list:not(.figures) td[data-head] { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 5fr); gap: 8px; }
  .list:not(.figures) td:has(> div:empty) { display: none; }
  .list td[data-head]::before { content: attr(data-head); color: var(--dim); }
  .list .number { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 5fr); gap: 8px; }
  .list .number .head { display: inline; color: var(--dim); }
  .list:not(.figures) :is(.job, .why, .matcher, time) { min-width: 0; max-width: none; } }
@media (max-width: 480px) { .stack > .card, .filter { padding: 16px 14px; } .card:has(> .scroll) { padding: 14px; } }
`;
