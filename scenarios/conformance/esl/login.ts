/**
 * ESL-08: The client waits for auth/request and authenticates; a refusal (`-ERR invalid`, text/rude-rejection) is neither
 * fatal nor hammered.
 */
import { claim, defineCheck, type EslCommand, type Judgement, type Rig } from '../../../harness/index.ts'
import { attemptsSince, attemptWindow, cut, placesNow, reconnectMax, transitions, watchFor } from './links.ts'

const GREETING_DELAY_MS = 2000

export const auth = defineCheck({
  id: 'esl/auth',
  title: 'login',
  requirements: ['ESL-08', 'ESL-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  waits: true,
  seconds: 3,
  stimulus: 'a new link whose greeting comes 2 s late, cut into `Content-Ty` and `pe: auth/r` and so on; replies cut likewise',
  expectation: 'one login, after the greeting; subscription accepted, an event by the new link delivered',
  mutants: ['M01'],
  async run(rig) {
    const { wire, links } = rig.esl()
    const before = links.length
    let greetedAt = 0
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        wire.setMode({ kind: 'stall' })
        rig.esl().link.finish()
        await rig.until(() => links.length > before, rig.limits.reconnectMs)
        await watchFor(rig, GREETING_DELAY_MS)
        greetedAt = rig.now()
        wire.setMode({ kind: 'split', octets: 'Content-Ty'.length })
        await rig.esl().relinked(before, rig.limits.reconnectMs)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    wire.setMode({ kind: 'pass' })
    return [...trial.judge(), ...(links.length > before ? loginAfter(greetedAt, rig.esl().commands()) : [claim(false, 'a new link', 'none')])]
  },
})

function loginAfter(greetedAt: number, commands: readonly EslCommand[]): Judgement[] {
  const logins = commands.filter(({ line }) => /^(user)?auth\b/i.test(line))
  const early = logins.filter(({ at }) => at < greetedAt)
  return [
    claim(logins.length === 1, 'one login on the new link', commands.map(({ line }) => line).join('; ') || 'no command'),
    claim(early.length === 0, 'the login waits for the greeting', `${early.length} before it`),
  ]
}

export const authRefused = defineCheck({
  id: 'esl/auth-refused',
  title: 'wrong password',
  requirements: ['ESL-08', 'REL-01'],
  needs: ['esl-inbound'],
  wiring: { fresh: true },
  waits: true,
  seconds: 12,
  deadlineSeconds: 150,
  stimulus: 'the link is cut; from then on every login is answered `-ERR invalid`, a notice and FIN, for four of the longest delays and 2 s; then it is right again',
  expectation: 'at least 2 attempts and at most one a second, in growing distances; no machine/up before it is right',
  mutants: ['M11'],
  async run(rig) {
    let attempts: number[] = []
    let ups: number[] = []
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        await rig.esl().deny('password')
        const from = placesNow(rig)
        const startedAt = rig.now()
        rig.esl().link.finish()
        await watchFor(rig, attemptWindow(rig))
        attempts = attemptsSince(rig, startedAt)
        ups = transitions(rig, 'machine/up', from)
        rig.esl().admit()
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [...trial.judge(), ...spaced(rig, attempts), claim(ups.every((count) => count === 0), 'no machine/up without a subscription', `${ups.join(' and ')} came`)]
  },
})

/** Attempts between 2 and one a second, each distance not far below the one before, growing up to the longest delay. */
function spaced(rig: Rig, attempts: readonly number[]): Judgement[] {
  const seconds = attemptWindow(rig) / 1000
  const gaps = attempts.map((at, index) => at - (attempts[index - 1] ?? 0))
  const [first = 0] = gaps
  const later = gaps.slice(1).toSorted((one, other) => one - other)
  // Not the longest: one attempt that waited for a processor is no growth.
  const usual = later[Math.floor(later.length / 2)] ?? 0
  const shown = `after ${attempts.slice(0, 12).map((at) => at.toFixed(1)).join(', ')} s${attempts.length > 12 ? ` and ${attempts.length - 12} more` : ''}`
  return [
    claim(attempts.length >= 2 && attempts.length <= seconds, `2 to ${seconds} attempts in ${seconds} s`, `${attempts.length}: ${shown}`),
    // Where the first delay is nearly the longest there is nothing to grow.
    claim(attempts.length < 2 || usual > first * 1.2 || first > 0.6 * (reconnectMax(rig) / 1000), 'distances of attempts grow', shown),
  ]
}

const REJECTIONS = 3

export const rude = defineCheck({
  id: 'esl/rude',
  title: 'address not allowed',
  requirements: ['ESL-08', 'ESL-11'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  waits: true,
  seconds: 6,
  deadlineSeconds: 150,
  stimulus: `the link is cut; the next ${REJECTIONS} are answered with text/rude-rejection, a notice and FIN; then the address is allowed`,
  expectation: 'it comes back each time within R; an event by the new link delivered',
  mutants: ['M10'],
  async run(rig) {
    let attempts: number[] = []
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        await rig.esl().deny('address')
        const startedAt = rig.now()
        rig.esl().link.finish()
        for (let count = 1; count <= REJECTIONS; count++) await rig.until(() => attemptsSince(rig, startedAt).length >= count, rig.limits.reconnectMs)
        attempts = attemptsSince(rig, startedAt)
        rig.esl().admit()
        await cut(rig, () => undefined)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [...trial.judge(), claim(attempts.length >= REJECTIONS, `${REJECTIONS} attempts, each within R of the one before`, `${attempts.length}`)]
  },
})
