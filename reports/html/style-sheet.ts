/**
 * The one style sheet of a report. Everything is readable without it: some viewers of build artifacts block it.
 * Colours are variables, so that dark mode changes only them; print keeps the light ones.
 */
export const STYLE_SHEET = `
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #18212c; --soft: #566273; --rule: #dce1e7; --panel: #f5f7f9; --link: #005a8f;
  --good: #00664b; --good-page: #e2f4ed; --bad: #a3300a; --bad-page: #fdebe3;
  --doubt: #745000; --doubt-page: #fcf3d7; --muted: #46515f; --muted-page: #eceff2;
  --line0: #0072b2; --line1: #d55e00; --line2: #009e73; --line3: #b0558a; --line4: #b87a00; --line5: #3a3f47;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #10151b; --ink: #e4e9ef; --soft: #9aa7b6; --rule: #2a333d; --panel: #171e26; --link: #79bff0;
    --good: #62d6b0; --good-page: #10332a; --bad: #ff9c75; --bad-page: #40200f;
    --doubt: #f0c354; --doubt-page: #382c0e; --muted: #aab5c2; --muted-page: #222a33;
    --line0: #56b4e9; --line1: #ff8f45; --line2: #2fc99a; --line3: #e39cc6; --line4: #e6b34a; --line5: #b9c2cd;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .25rem .5rem; }
header, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.25rem; }
.kicker { margin: 0; color: var(--soft); font-size: .875rem; letter-spacing: .04em; }
h1 { margin: .1rem 0 .35rem; font-size: 2.1rem; line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 0 0 .75rem; font-size: 1.3rem; line-height: 1.3; letter-spacing: -.01em; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
h2 + h3 { margin-top: .5rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
.lead { font-size: 1.075rem; color: var(--soft); }
.note, figcaption { color: var(--soft); font-size: .9rem; max-width: 46rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; list-style: none; margin: 1.1rem 0 0;
  padding: .55rem 0; border-block: 1px solid var(--rule); font-size: .9rem; }
section { padding: 2.1rem 0 0; }
#verdict { padding: 0; }
.verdict { margin-top: 1.5rem; padding: 1.35rem 1.5rem 1.15rem; border-radius: 10px; border-left: 6px solid; }
.verdict h2 { display: flex; align-items: center; gap: .7rem; margin: 0 0 .35rem; font-size: 1.75rem;
  letter-spacing: .01em; }
.verdict .symbol { display: inline-grid; place-items: center; width: 2.1rem; height: 2.1rem; border-radius: 50%;
  background: currentColor; font-size: 1.15rem; flex: none; }
.verdict .symbol b { color: var(--page); }
.verdict p, .verdict li { color: var(--ink); }
.verdict p, .verdict ul { margin-bottom: .3rem; }
.verdict ul { padding-left: 1.2rem; }
.good { color: var(--good); } .bad { color: var(--bad); } .doubt { color: var(--doubt); } .muted {
  color: var(--muted); }
.verdict.good { background: var(--good-page); } .verdict.bad { background: var(--bad-page); }
.verdict.doubt { background: var(--doubt-page); } .verdict.muted { background: var(--muted-page); }
.status { display: inline-block; white-space: nowrap; padding: .05rem .6rem; border-radius: 1rem;
  font-size: .85rem; font-weight: 600; }
.status.good { background: var(--good-page); } .status.bad { background: var(--bad-page); }
.status.doubt { background: var(--doubt-page); } .status.muted { background: var(--muted-page); }
.figures { display: flex; flex-wrap: wrap; gap: 1px; margin: 1.25rem 0 0; border: 1px solid var(--rule);
  border-radius: 10px; overflow: hidden; }
.figures div { flex: 1 1 13rem; padding: .8rem 1rem; outline: 1px solid var(--rule); }
.figures dt { color: var(--soft); font-size: .84rem; line-height: 1.35; }
.figures dd { margin: .1rem 0 0; font-size: 1.4rem; font-weight: 600; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
.figures dd small { display: block; font-size: .8rem; font-weight: 400; color: var(--soft); }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .9rem; padding: 0 0 .4rem; }
th, td { padding: .42rem .75rem; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap;
  vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 600; }
thead th { color: var(--soft); font-size: .84rem; font-weight: 500; border-bottom-color: var(--soft); }
th.text, td.text { text-align: left; }
td.prose { text-align: left; white-space: normal; min-width: 11rem; color: var(--soft); }
tbody th { text-align: left; font-weight: 500; }
tr.diagnostic th, tr.diagnostic td { color: var(--soft); font-weight: 400; font-style: italic; }
tr.total th, tr.total td { font-weight: 650; }
td.bad { font-weight: 700; }
td strong { font-weight: 650; }
.margin { vertical-align: -1px; margin-left: .5rem; }
figure { margin: .9rem 0 0; }
.scroll + .note { margin-top: .6rem; }
.verdict + .reach { margin-top: 1rem; }
.chart { display: block; width: 100%; height: auto; min-width: 38rem; color: var(--ink); }
.chart .axis, .chart .mark { fill: var(--soft); font-size: 12px; }
.chart .caption { fill: var(--soft); font-size: 12.5px; }
.chart .caption[text-anchor=start] { fill: var(--ink); font-weight: 600; }
.chart .grid { stroke: var(--rule); stroke-opacity: 1; }
.line0 { stroke: var(--line0); } .line1 { stroke: var(--line1); } .line2 { stroke: var(--line2); }
.line3 { stroke: var(--line3); } .line4 { stroke: var(--line4); } .line5 { stroke: var(--line5); }
.line0 .marker { fill: var(--line0); } .line1 .marker { fill: var(--line1); } .line2 .marker { fill: var(--line2); }
.line3 .marker { fill: var(--line3); } .line4 .marker { fill: var(--line4); } .line5 .marker { fill: var(--line5); }
.chart .fault line { stroke: var(--bad); } .chart .fault text { fill: var(--bad); font-weight: 600; }
.chart .fault-band { fill: var(--bad); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; list-style: none; margin: .25rem 0 .5rem; padding: 0;
  font-size: .9rem; }
.legend svg { vertical-align: -2px; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 0; font-size: .95rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 0 3rem; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .88em; }
th code { font-weight: 500; }
pre { margin: .25rem 0 0; padding: .8rem 1rem; background: var(--panel); border: 1px solid var(--rule);
  border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: .9rem 0 0; }
summary { cursor: pointer; color: var(--link); font-size: .92rem; }
details > :not(summary) { margin-top: .6rem; }
details.check { margin: .3rem 0 0; border: 1px solid var(--rule); border-radius: 8px; padding: .45rem .8rem; }
.check > summary { color: var(--ink); font-size: .95rem; overflow-wrap: anywhere; }
.check > summary code { font-weight: 600; margin: 0 .3rem; }
.check > dl.facts { margin-top: .6rem; }
.check .judgement { margin-top: .7rem; padding-top: .7rem; border-top: 1px solid var(--rule); }
.check .note { margin: .6rem 0 0; }
:target { scroll-margin-top: 1rem; outline: 2px solid var(--link); outline-offset: 2px; }
.files { columns: 14rem; padding-left: 1.2rem; margin: 0; font-size: .92rem; }
.files a { display: inline-block; min-height: 1.75rem; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-block: 1rem 2.5rem; border-top: 1px solid var(--rule); color: var(--soft);
  font-size: .88rem; }
@media (max-width: 40rem) {
  header, main, footer { padding-inline: 1rem; }
  header { padding-top: 1.25rem; }
  h1 { font-size: 1.6rem; }
  .verdict { padding: 1rem 1.1rem .8rem; }
  .figures div { flex-basis: 40%; }
  .figures dd { font-size: 1.2rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .5rem; }
  .columns { grid-template-columns: 1fr; }
  tbody th { white-space: normal; min-width: 8.5rem; overflow-wrap: anywhere; }
  th, td { padding-inline: .5rem; }
}
@media print {
  @page { margin: 14mm; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding-inline: 0; }
  header { padding-top: 0; }
  nav, .skip { display: none; }
  .verdict, .status, .figures { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .chart { min-width: 0; }
  .figures div { flex-basis: 22%; }
  figure, tr, .verdict, .figures, dl.facts > * { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  th, td { padding: .25rem .3rem; }
  td.prose { min-width: 6rem; overflow-wrap: anywhere; }
  table { font-size: 8pt; }
  thead th, td .status, th .status { font-size: inherit; }
  td .status, th .status { padding: 0 .4em; }
  thead th { white-space: normal; vertical-align: bottom; }
  details:not([open]):not(.check) { display: none; }
  details.check { border: 0; padding: 0; }
}
`
