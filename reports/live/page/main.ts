import type { LiveMessages, LiveState } from '../../../harness/model/live.ts'
import type { ProgressSnapshot } from '../../../harness/model/progress.ts'
import { bracketText } from '../../capacity/probe-facts.ts'
import { VERDICT_WORDS } from '../../facts/status-words.ts'
import { html, render } from '../../html/markup.ts'
import type { Markup } from '../../html/markup.ts'
import { printable } from '../../text/printable.ts'
import { formatSeconds } from '../../text/units.ts'
import { addSecond } from '../timeline-so-far.ts'
import {
  deliveryRows,
  figures,
  healthRows,
  latencyChart,
  latencyLegend,
  latencyRows,
  objectiveRows,
  probeRows,
  rateChart,
} from './views.ts'

/** The script of the live page: takes messages, keeps the state, shows it. */

let state: LiveState = { plan: undefined, timeline: [], snapshot: undefined, end: undefined }

function find(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`Cannot show the run as the page must have "${id}"`)
  return element
}

/** Only what changed is touched: a screen reader and a selection are not disturbed by what stays. */
function setText(id: string, text: string): void {
  const element = find(id)
  if (element.textContent !== text) element.textContent = text
}

const shown = new Map<string, string>()

function setMarkup(id: string, markup: Markup): void {
  const text = render(markup)
  if (shown.get(id) === text) return
  shown.set(id, text)
  find(id).innerHTML = text
}

const PHASES: Readonly<Record<ProgressSnapshot['phase'], { readonly word: string; readonly sentence: string }>> = {
  'warm-up': { word: 'Warming up', sentence: 'The run warms up; nothing is measured yet.' },
  measuring: { word: 'Measuring', sentence: 'The run is being measured.' },
  draining: { word: 'Draining', sentence: 'All is sent; what is under way is waited for.' },
}

function showHead({ plan }: LiveState): void {
  if (plan === undefined) return
  const title = printable(plan.title)
  setMarkup('title', html`${plan.title} <span class="muted">against ${plan.bridge}</span>`)
  setText('subtitle', printable(plan.subtitle))
  document.title = `${state.end ? VERDICT_WORDS[state.end.verdict.status].word : 'Live'}: ${title}`
}

function showVerdict({ plan, snapshot, end }: LiveState): void {
  const box = find('verdict-box')
  const { word, tone, sentence } = verdictOf(state)
  box.className = `verdict ${tone}`
  find('verdict-head').className = tone
  setText('verdict-head', word)
  setText('status', sentence)
  const reasons = end?.verdict.reasons ?? []
  find('reasons').hidden = reasons.length === 0
  setMarkup('reasons', html`${reasons.map(({ message }) => html`<li>${message}</li>`)}`)
  const progress = find('progress')
  const total = plan?.totalSeconds ?? 0
  const elapsed = end === undefined ? (snapshot?.elapsedSeconds ?? 0) : total
  progress.setAttribute('max', String(Math.max(1, total)))
  progress.setAttribute('value', String(Math.min(total, Math.floor(elapsed))))
  setText('clock', total === 0 ? '' : `${formatSeconds(Math.floor(elapsed))} of ${formatSeconds(total)}`)
}

function verdictOf({ plan, snapshot, end }: LiveState) {
  if (end !== undefined) {
    const { word, symbol, tone, meaning } = VERDICT_WORDS[end.verdict.status]
    return { word: `${symbol} ${word}`, tone, sentence: `${word}: ${meaning}.` }
  }
  if (snapshot !== undefined) return { tone: 'muted', ...PHASES[snapshot.phase] }
  if (plan !== undefined) return { word: 'Starting', tone: 'muted', sentence: 'The bridge is being started.' }
  return { word: 'Not begun', tone: 'muted', sentence: 'No run has begun yet.' }
}

/** @param isServed whether the server still has the report */
function showReport({ end }: LiveState, isServed: boolean): void {
  const paragraph = find('report')
  paragraph.hidden = end === undefined
  if (end === undefined) return
  const path = html`<code>${end.path}</code>`
  setMarkup(
    'report',
    isServed && end.report !== undefined
      ? html`<a href="/report/${encodeURIComponent(end.report)}">Open the report</a>, on your disk ${path}`
      : html`The report is ${path}`,
  )
}

/** A run that is no probe has none. */
function showSearch({ plan, end }: LiveState): void {
  const search = end?.search ?? plan?.search
  find('search').hidden = search === undefined
  if (search === undefined) return
  setText('bracket', search.probes.length === 0 ? 'No probe is done yet.' : `${bracketText(search.bracket)}.`)
  setMarkup('probe-rows', probeRows(search))
}

function showFigures({ plan, timeline, snapshot, end }: LiveState): void {
  setMarkup('objective-rows', objectiveRows(plan, end?.figures))
  if (snapshot !== undefined) {
    const final = end?.figures
    setMarkup('figures', figures({ ...snapshot, deliveries: final?.deliveries ?? snapshot.deliveries }))
    setMarkup('health-rows', healthRows(snapshot))
    const last = new Map(snapshot.latencies.map(({ name, recent }) => [name as string, recent.at(-1)?.p99Us ?? Number.NaN]))
    setMarkup('latency-rows', latencyRows(final?.latencies ?? snapshot.latencies, final === undefined ? last : new Map()))
    setMarkup('delivery-rows', deliveryRows(final?.deliveries ?? snapshot.deliveries))
  }
  if (timeline.length === 0) return
  setMarkup('latency-chart', latencyChart(timeline, plan))
  setMarkup('latency-chart-legend', latencyLegend(timeline))
  setMarkup('rate-chart', rateChart(timeline, plan))
}

function show(next: LiveState): void {
  state = next
  showHead(state)
  showVerdict(state)
  showReport(state, true)
  showSearch(state)
  showFigures(state)
}

const source = new EventSource('/events')

function on<K extends keyof LiveMessages>(name: K, take: (data: LiveMessages[K]) => void): void {
  source.addEventListener(name, (event: MessageEvent<string>) => take(JSON.parse(event.data) as LiveMessages[K]))
}

on('state', (data) => show(data))
on('second', (snapshot) => show({ ...state, snapshot, timeline: addSecond(state.timeline, snapshot) }))
on('end', (end) => show({ ...state, end }))

source.addEventListener('open', () => setText('connection', '● connected'))
source.addEventListener('error', () => {
  if (state.end !== undefined) {
    // The run is over and its server has gone: nothing is left to wait for.
    source.close()
    setText('connection', 'ended')
    showReport(state, false)
  } else {
    setText('connection', '○ connection lost, trying again')
  }
})
