import { expect, test } from 'vitest'
import { sampleRecord } from '../fixtures/sample-record.ts'
import { render } from '../html/markup.ts'
import { lineStyles } from './line-style.ts'
import { percentileChart } from './percentile-chart.ts'

const { series } = sampleRecord()
const styles = lineStyles(series)
const curves = series.flatMap((one, i) => (styles[i] === undefined ? [] : [{ series: one, style: styles[i] }]))
const draw = (...of: Parameters<typeof percentileChart>): string => {
  const chart = percentileChart(...of)
  if (chart === undefined) throw new Error('nothing was drawn')
  return render(chart)
}

test('percentileChart() draws one curve per series, diagnostics dashed', () => {
  const dashes = [...draw(curves, []).matchAll(/<path d="[^"]+" stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash)
  expect(dashes.map((dash) => dash !== 'none')).toEqual(series.filter(({ count }) => count > 0).map(({ diagnostic }) => diagnostic))
})

test('percentileChart() marks only percentiles that the samples reach', () => {
  const few = curves.slice(0, 1).map(({ series: one, style }) => ({ style, series: { ...one, count: 60 } }))
  const names = [...draw(few, []).matchAll(/<title>Ingress reply, (\S+):/g)].map(([, name]) => name)
  expect(names).toEqual(['p50', 'p90', 'max'])
})

test('percentileChart() puts the limit of an objective at its percentile, and none for an unknown series', () => {
  const limits = [
    { series: 'ingress.reply', percentile: 99, us: 20_000 },
    { series: 'no.such', percentile: 99, us: 20_000 },
  ]
  const text = draw(curves, limits)
  expect(text).toContain('Limit of ingress.reply at p99: 20 ms')
  expect(text).not.toContain('no.such')
})

test('percentileChart() is undefined without samples', () => {
  expect(
    percentileChart(
      curves.map(({ series: one, style }) => ({ style, series: { ...one, count: 0, distribution: [] } })),
      [],
    ),
  ).toBeUndefined()
})
