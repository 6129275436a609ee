import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { expect, test } from 'vitest'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderHgrm } from './hgrm.ts'

const record = sampleRecord()
const [series] = record.series
if (series === undefined) throw new Error('the sample has no series')

test('renderHgrm() writes the rows that the library writes for the same histogram', () => {
  const theirs = decodeFromCompressedBase64(series.histogram, 64).outputPercentileDistribution(5, 1000).split('\n')
  const ours = renderHgrm(series).split('\n')
  const normal = (row: string): string => row.trim().replace(/\s+/g, ' ')
  const rows = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('#')).map(normal)
  expect(rows(ours)).toEqual(rows(theirs))
  expect(rows(ours).length).toBeGreaterThan(40)
  expect(ours.at(-2)).toBe(theirs.at(-2))
})

test('renderHgrm() ends with the exact maximum, mean and count', () => {
  const text = renderHgrm({ ...series, count: 4, sumUs: 10_000, stdDevUs: 1118.03, maxUs: 4001 })
  expect(text.split('\n').slice(-4)).toEqual([
    '#[Mean    =        2.500, StdDeviation   =        1.118]',
    '#[Max     =        4.001, Total count    =            4]',
    '#[Buckets =           22, SubBuckets     =         2048]',
    '',
  ])
})

test('renderHgrm() writes no row for a series without samples', () => {
  const empty = { ...series, count: 0, sumUs: 0, stdDevUs: 0, maxUs: 0, minUs: 0, distribution: [] }
  expect(renderHgrm(empty).split('\n').slice(1, 4)).toEqual([
    '',
    '#[Mean    =        0.000, StdDeviation   =        0.000]',
    '#[Max     =        0.000, Total count    =            0]',
  ])
})
