import type { Leg } from './leg.ts'

/** Length of a key that a command presses: 8 kHz samples. */
const KEY_SAMPLES = '2000'
/** Keys that may wait on a leg. */
const MAX_KEYS = 1000

/** A leg hears keys, as if the far end had pressed them; what is no key is ignored. */
export function pressKeys(leg: Leg, text: string): void {
  const [keys = '', samples = KEY_SAMPLES] = text.split('@')
  for (const digit of keys.replace(/[^0-9A-Da-dFfwW*#]/g, '')) {
    if (leg.digits.length < MAX_KEYS) leg.digits.push({ digit, duration: samples, source: 'APP' })
  }
  leg.waker.wake()
}
