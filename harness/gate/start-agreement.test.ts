import { expect, test } from 'vitest'
import { createStartAgreement } from './start-agreement.ts'

test('createStartAgreement() gives all parties one start in the future, when the last has asked', async () => {
  const agree = createStartAgreement(2, new AbortController().signal)
  let isAgreed = false
  const first = agree().then((startAtMs) => {
    isAgreed = true
    return startAtMs
  })
  await Promise.resolve()
  expect(isAgreed).toBe(false)
  const before = Date.now()
  const [one, other] = await Promise.all([first, agree()])
  expect(one).toBe(other)
  expect(one).toBeGreaterThan(before)
})

test('createStartAgreement() lets nobody wait for a party that cannot go on', async () => {
  const controller = new AbortController()
  const agree = createStartAgreement(2, controller.signal)
  const waiting = agree()
  controller.abort(new Error('the other bridge does not start'))
  await expect(waiting).rejects.toThrow('the other bridge does not start')
  await expect(agree()).rejects.toThrow('the other bridge does not start')
})
