import { describe, expect, test } from 'vitest'
import { createCensus } from './source-census.ts'

describe('createCensus()', () => {
  test('createCensus() counts the sessions that live, all there were, and the most at once', () => {
    const census = createCensus()
    census.begin(2, 100)
    census.begin(1, 200)
    census.end(2)
    expect(census.sessions).toMatchObject({ count: 1, sinceStartup: 3, peak: 3 })
    expect(census.figures).toMatchObject({ sessions: 1, sessionsSinceStartup: 3, sessionsPeak: 3 })
  })

  test('createCensus() tells the sessions begun in the second before, and the most within one', () => {
    const census = createCensus()
    census.begin(5, 0.5e6)
    census.begin(1, 1.5e6)
    expect(census.sessions).toMatchObject({ perSecondLast: 5, perSecondMax: 5 })
    census.begin(1, 9e6)
    expect(census.sessions).toMatchObject({ perSecondLast: 0, perSecondMax: 5 })
  })
})
