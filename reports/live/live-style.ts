/** What the live page has beyond reports. */
export const LIVE_STYLE = `
.kicker { max-width: none; }
#connection { float: right; }
.run-progress { display: flex; align-items: center; gap: .9rem; margin: .5rem 0 .2rem; }
.run-progress progress { flex: 1; height: .6rem; accent-color: var(--link); }
.run-progress span { font-variant-numeric: tabular-nums; color: var(--ink); white-space: nowrap; }
.verdict p#status { max-width: none; }
.chart-box { min-height: 6rem; }
tbody:empty::after { content: "Nothing yet"; color: var(--soft); }
#latency-rows td:nth-child(5) { color: var(--soft); }
`
