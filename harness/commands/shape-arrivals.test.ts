import { describe, expect, it } from 'vitest'
import { initialPerSecond, peakPerSecond } from '../../simulators/traffic/arrivals.ts'
import { ARRIVAL_SHAPES, shapeArrivals } from './shape-arrivals.ts'

describe('shapeArrivals()', () => {
  it('makes every shape of a rate and of a length', () => {
    const rates = ARRIVAL_SHAPES.map((shape) => {
      const arrivals = shapeArrivals(shape, 18, 40)
      return [shape, Math.round(initialPerSecond(arrivals) * 10) / 10, peakPerSecond(arrivals)]
    })
    expect(rates).toEqual([
      ['constant', 18, 18],
      ['poisson', 18, 18],
      ['bursty', 18, 90],
      ['ramp', 0, 18],
      ['steps', 3.6, 18],
      ['crowd', 18, 180],
      ['day', 0.7, 18],
    ])
  })
})
