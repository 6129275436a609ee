import { describe, expect, it } from 'vitest'
import { event } from '../checkers/expectation.ts'
import { exactly, none } from '../checkers/delivery.ts'
import type { Judgement } from '../model/conformance.ts'
import type { Delivery } from '../model/observation.ts'
import type { Input } from './input.ts'
import type { Output } from './output.ts'
import { createTags } from './tags.ts'
import { runTrial, type TrialSurroundings } from './trial.ts'

/** A bridge in a few lines: what goes in comes out at once, unless it is told otherwise. */
function surroundings(receiver: Delivery['kind'] = 'websocket') {
  const deliveries: Delivery[] = []
  const output: Output = { name: 'websocket', deliveries }
  const say = (kind: string, uniqueid: string): void => {
    const [name, what] = kind.split('/')
    const fields = { class: name ?? '', event: what ?? '', uniqueid }
    const payload = Buffer.from(receiver === 'websocket' ? JSON.stringify(fields) : new URLSearchParams(fields).toString())
    deliveries.push({ kind: receiver, receiver: 0, index: deliveries.length, at: 0, payload })
  }
  let deaf = false
  let ready = true
  /** What is told of lost time, look by look. */
  const lost: number[] = []
  const input: Input = {
    name: 'input',
    ready: () => Promise.resolve(ready),
    mark: (...tags) => tags.forEach((tag) => (deaf ? undefined : say('call/start', tag))),
  }
  const tags = createTags('run', 'a/b')
  let again: () => readonly Judgement[] = () => []
  const around: TrialSurroundings = {
    limits: { reconnectMs: 50, idleMs: undefined, webhookTimeoutMs: 50, requestTimeoutMs: 50, deliverMs: 50, readyMs: 50, stopMs: 50, lingerMs: 1 },
    tag: tags.next, prefix: tags.prefix, run: 'run-', readyMs: 50, controlMs: 50, signal: new AbortController().signal,
    wait: async (condition, withinMs) => {
      const deadline = performance.now() + withinMs
      while (!condition() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 1))
      return condition()
    },
    lostMs: () => lost.shift() ?? 0,
    judged: (_judgements, judge) => {
      again = judge
    },
  }
  const run = (stimulus: () => unknown) => runTrial(input, stimulus, {}, [output], around)
  const tools = { say, tag: tags.next, run, output, lost, deafen: () => (deaf = true), unready: () => (ready = false), late: () => again() }
  return tools
}

const failures = (judgements: readonly Judgement[]): string[] => judgements.filter(({ status }) => status === 'fail').map(({ actual }) => actual)

describe('runTrial()', () => {
  it('judges what came between control and sentinel, without them', async () => {
    const { run, say, tag, output } = surroundings()
    const leg = tag()
    const trial = await run(() => say('call/end', leg))
    expect(trial.events(output).map(({ kind }) => kind)).toEqual(['call/end'])
    expect(failures(trial.judge(exactly(1, event('call/end', { uniqueid: leg }))))).toEqual([])
  })

  it('proves nothing when the control does not come out', async () => {
    const { run, deafen } = surroundings()
    deafen()
    await expect(run(() => undefined)).rejects.toThrow('path not proven')
  })

  it('does not take a time in which the machine stood still for quiet', async () => {
    const { run, lost } = surroundings()
    // Before and after each of two looks: all of the first was lost, nothing of the second.
    lost.push(0, 500, 500, 500)
    await run(() => undefined)
    expect(lost).toEqual([])
  })

  it('proves nothing when the input does not become ready', async () => {
    const { run, unready } = surroundings()
    unready()
    await expect(run(() => undefined)).rejects.toThrow('not ready')
  })

  it('does not let "nothing came" pass without a sentinel', async () => {
    const { run, deafen } = surroundings()
    const trial = await run(deafen)
    expect(failures(trial.judge(none(event('call/end'))))).toEqual(['wedged: it did not'])
  })

  it('takes what did not come before the sentinel of a websocket for lost', async () => {
    const { run, tag } = surroundings()
    const trial = await run(() => undefined)
    expect(trial.judge(exactly(1, event('call/end', { uniqueid: tag() })))).toMatchObject([{ status: 'fail', ground: 'fact' }])
  })

  it.each([
    ['without a sentinel', 'websocket', true],
    ['at a webhook, where legs may overtake each other', 'webhook', false],
  ] as const)('leaves open whether what did not come %s may still come', async (_what, kind, isDeaf) => {
    const { run, tag, deafen } = surroundings(kind)
    const trial = await run(() => isDeaf && deafen())
    expect(trial.judge(exactly(1, event('call/end', { uniqueid: tag() })))[0]).toMatchObject({ status: 'fail', ground: 'absence' })
  })

  it('finds at the end of the run what was forbidden and came late', async () => {
    const { run, say, tag, late } = surroundings()
    const leg = tag()
    const trial = await run(() => undefined)
    expect(failures(trial.judge(none(event('call/end', { uniqueid: leg }))))).toEqual([])
    expect(failures(late())).toEqual([])
    say('call/end', leg)
    expect(failures(late())).toEqual(['1 delivered (seen late, at the end of the run)'])
  })

  it('leaves late events of other checks alone', async () => {
    const { run, say, late } = surroundings()
    const trial = await run(() => undefined)
    trial.judge(none(event('call/end')))
    say('call/end', 'run-a-bc.0001')
    expect(failures(late())).toEqual([])
  })

  it.each([
    ['comes twice', 'call/start', 'control'],
    ['comes as something else too', 'call/end', 'control'],
    ['was never made', 'call/start', 'stranger'],
  ])('fails when a call %s', async (_what, kind, uniqueid) => {
    const { run, say, output } = surroundings()
    const trial = await run(() => {
      const control = JSON.parse(Buffer.from(output.deliveries[0]?.payload ?? []).toString()) as { uniqueid: string }
      say(kind, uniqueid === 'control' ? control.uniqueid : uniqueid)
    })
    expect(failures(trial.judge())).toHaveLength(1)
  })
})
