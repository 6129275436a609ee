import type { RunRecord, UsageSample } from '../../../harness/model/run-record.ts'
import { legend } from '../../chart/legend.ts'
import { lineStyles } from '../../chart/line-style.ts'
import type { LineStyle } from '../../chart/line-style.ts'
import { timePanels } from '../../chart/time-panels.ts'
import type { TimePanel } from '../../chart/time-panels.ts'
import { runLength } from '../../facts/run-length.ts'
import { summarizeUsage } from '../../facts/usage-summary.ts'
import { formatBytes, formatCount, formatShare } from '../../text/units.ts'
import { chartFigure } from '../chart-figure.ts'
import { dataTable, figureColumn, textColumn } from '../data-table.ts'
import { fileLink } from '../file-link.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { pageSection } from '../page-section.ts'

const PROCESSES = ['bridge', 'harness'] as const

const MEASURES = [
  { title: 'CPU, share of one core', format: formatShare, pick: ({ cpu }: UsageSample) => cpu },
  // In MiB, so that the axis has round figures.
  {
    title: 'Memory (resident set)',
    format: (mebibytes: number) => formatBytes(mebibytes * 2 ** 20),
    pick: ({ rssBytes }: UsageSample) => rssBytes / 2 ** 20,
  },
  { title: 'Open descriptors', format: formatCount, pick: ({ descriptors }: UsageSample) => descriptors },
] as const

function usagePanels(usage: readonly UsageSample[], styles: readonly LineStyle[]): readonly TimePanel[] {
  return MEASURES.map(({ title, format, pick }) => ({
    title,
    height: 90,
    scale: 'linear',
    format,
    lines: PROCESSES.flatMap((of, i) => {
      const style = styles[i]
      const points = usage
        .filter((sample) => sample.of === of)
        .map((sample) => ({ at: sample.at, value: pick(sample) }))
      return style === undefined ? [] : [{ style, points }]
    }),
  }))
}

function exitText({ exit, kind }: RunRecord['target']): string {
  if (exit === undefined) return kind === 'external' ? 'not ours to see' : 'unknown'
  const how = exit.signal === null ? `code ${exit.code ?? 'unknown'}` : exit.signal
  return exit.expected ? `${how}, as asked` : `${how}, not asked for`
}

function usageTable({ usage }: RunRecord): Markup {
  const used = PROCESSES.flatMap((of) => {
    const summary = summarizeUsage(usage, of)
    return summary === undefined ? [] : [{ of, ...summary }]
  })
  return dataTable(
    'Resources',
    used,
    [
      textColumn('Process', ({ of }) => of),
      figureColumn('CPU, mean', ({ cpuMean }) => formatShare(cpuMean)),
      figureColumn('CPU, peak', ({ cpuPeak }) => formatShare(cpuPeak)),
      figureColumn('Memory, peak', ({ rssPeakBytes }) => formatBytes(rssPeakBytes)),
      figureColumn('Descriptors, peak', ({ descriptorsPeak }) => formatCount(descriptorsPeak ?? Number.NaN)),
    ],
    ({ of }) => (of === 'harness' ? 'diagnostic' : undefined),
  )
}

function usageFigure(record: RunRecord): Content {
  const styles = lineStyles([{ diagnostic: false }, { diagnostic: true }])
  const chart = timePanels(
    {
      id: 'usage',
      title: 'Resources over time',
      description:
        'CPU, memory and open descriptors of the bridge and of the harness over the run; the table has mean and peak.',
    },
    usagePanels(record.usage, styles),
    record.marks,
    runLength(record),
  )
  const entries = styles.map((style, i) => ({ style, label: PROCESSES[i] ?? '' }))
  return chartFigure('Resources over time', legend(entries), chart, 'CPU of 100 % is one whole core.')
}

/** What ran against the harness, how it ended and what it used. */
export function bridgeSection(record: RunRecord): Markup {
  const { target, usage } = record
  const list = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '))
  return pageSection(
    'bridge',
    'The bridge',
    html`<dl class="facts">
<dt>Profile</dt><dd>${target.profile} (${target.kind})</dd>
<dt>What it is</dt><dd>${target.description}</dd>
<dt>Takes in</dt><dd>${list(target.capabilities.in)}</dd>
<dt>Gives out</dt><dd>${list(target.capabilities.out)}</dd>
<dt>Ended by</dt><dd>${exitText(target)}</dd>
${target.log === undefined ? undefined : html`<dt>Log</dt><dd>${fileLink(target.log)}</dd>`}
</dl>
<h3>Resources</h3>
${usage.length === 0 ? html`<p>No process was watched.</p>` : [usageTable(record), usageFigure(record)]}`,
  )
}
