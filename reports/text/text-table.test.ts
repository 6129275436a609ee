import { expect, test } from 'vitest'
import { clip, textTable, widthOf, wrapText } from './text-table.ts'

test('widthOf() counts the columns of a terminal', () => {
  expect(['abc', 'Zoe\u0308', '山', '😀', ''].map(widthOf)).toEqual([3, 3, 2, 2, 0])
})

test('clip() marks what it cuts, and never cuts a wide character in two', () => {
  expect([clip('abcdef', 6), clip('abcdef', 4), clip('山山山', 4), clip('ab', 0)]).toEqual([
    'abcdef',
    'abc…',
    '山…',
    '',
  ])
})

test('wrapText() breaks between words', () => {
  expect(wrapText('a bb ccc dddddd', 5)).toEqual(['a bb', 'ccc', 'dddddd'])
})

const rows = [
  [{ text: 'a rather long first cell' }, { text: '1' }],
  [{ text: 'b' }, { text: '1,000', paint: (text: string) => `<${text}>` }],
]

test('textTable() aligns columns and paints after padding', () => {
  const columns = [
    { title: 'name', align: 'left' as const },
    { title: 'n', align: 'right' as const },
  ]
  expect(textTable(columns, rows, 80)).toEqual([
    'name                          n',
    'a rather long first cell      1',
    'b                         <1,000>',
  ])
})

test('textTable() narrows a column that gives when the terminal is narrow', () => {
  const columns = [
    { title: 'name', align: 'left' as const, gives: true },
    { title: 'n', align: 'right' as const },
  ]
  expect(textTable(columns, rows, 20)).toEqual([
    'name               n',
    'a rather lon…      1',
    'b              <1,000>',
  ])
})
