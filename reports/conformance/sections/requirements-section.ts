import type { ConformanceRecord, RequirementCoverage } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS } from '../../facts/check-outcome.ts'
import { coverageText, coverOf } from '../../facts/coverage.ts'
import type { StatusWord } from '../../facts/status-words.ts'
import { dataTable, statusBadge } from '../../html/data-table.ts'
import { html } from '../../html/markup.ts'
import type { Content, Markup } from '../../html/markup.ts'
import { checkAnchor, requirementAnchor } from '../anchors.ts'

const NOT_RUN: StatusWord = { word: 'not run', symbol: '–', tone: 'muted' }
const NOT_JUDGEABLE: StatusWord = { word: 'not judgeable', symbol: '–', tone: 'muted' }

function wordOf(one: RequirementCoverage): StatusWord {
  if (one.status !== undefined) return CHECK_WORDS[one.status]
  return coverOf(one) === 'not-judgeable' ? NOT_JUDGEABLE : NOT_RUN
}

const comma = (items: readonly Content[]): Content => items.map((item, i) => (i === 0 ? item : [', ', item]))

/** Every requirement of the contract, with the checks that judge it or the reason why none can. */
export function requirementsSection({ coverage, results }: ConformanceRecord): Markup {
  const ran = new Set(results.map(({ id }) => id))
  const checkLink = (id: string): Content => (ran.has(id) ? html`<a href="#${checkAnchor(id)}">${id}</a>` : id)
  const rows = coverage.map((one) => ({
    head: html`<span id="${requirementAnchor(one.id)}">${one.id}</span>`,
    cells: [
      { content: statusBadge(wordOf(one)) },
      { content: html`<strong>${one.keyword}</strong> ${one.text}` },
      { content: one.source },
      { content: one.checks.length === 0 ? (one.notJudged ?? '') : comma(one.checks.map(checkLink)) },
    ],
  }))
  const table = dataTable(
    'Requirements',
    [
      { title: 'Requirement', as: 'text' },
      { title: 'Worst status', as: 'text' },
      { title: 'Text', as: 'prose' },
      { title: 'Source', as: 'prose' },
      { title: 'Judged by', as: 'prose' },
    ],
    rows,
  )
  return html`<section id="requirements" aria-labelledby="requirements-head"><h2 id="requirements-head">Requirements</h2>
<p class="note">${coverageText(coverage)}.</p>
${rows.length === 0 ? undefined : table}
</section>`
}
