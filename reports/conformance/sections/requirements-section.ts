import type { ConformanceRecord, RequirementCoverage } from '../../../harness/model/conformance.ts'
import { CHECK_WORDS } from '../../facts/check-outcome.ts'
import { coverageText, coverOf } from '../../facts/coverage.ts'
import type { StatusWord } from '../../facts/status-words.ts'
import { dataTable, proseColumn, textColumn } from '../../html/data-table.ts'
import { html } from '../../html/markup.ts'
import type { Content, Markup } from '../../html/markup.ts'
import { pageSection } from '../../html/page-section.ts'
import { statusBadge } from '../../html/status-badge.ts'
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
  const table = dataTable('Requirements', coverage, [
    textColumn('Requirement', ({ id }) => html`<span id="${requirementAnchor(id)}">${id}</span>`),
    textColumn('Worst status', (one) => statusBadge(wordOf(one))),
    proseColumn('Text', ({ keyword, text }) => html`<strong>${keyword}</strong> ${text}`),
    proseColumn('Source', ({ source }) => source),
    proseColumn('Judged by', ({ checks, notJudged }) => (checks.length === 0 ? notJudged : comma(checks.map(checkLink)))),
  ])
  return pageSection('requirements', 'Requirements', [
    html`<p class="note">${coverageText(coverage)}.</p>`,
    coverage.length === 0 ? undefined : table,
  ])
}
