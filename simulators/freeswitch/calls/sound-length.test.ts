import { describe, expect, test } from 'vitest'
import { soundMs } from './sound-length.ts'

describe('soundMs()', () => {
  test.each([
    ['tone_stream://%(500,100,440)', 600],
    ['tone_stream://%(200,50,440);%(100,0,350,440)', 350],
    ['tone_stream://%(100,100,440);loops=3', 600],
    ['tone_stream://%(1000,3000,440);loops=-1', Infinity],
    ['silence_stream://1500', 1500],
    ['silence_stream://3000,1400', 3000],
    ['silence_stream://-1', Infinity],
    ['/usr/share/prompt.wav', 1000],
    ['nonsense', undefined],
  ])('of %s is %s', (path, ms) => {
    expect(soundMs(path)).toBe(ms)
  })
})
