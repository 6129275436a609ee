import { describe, expect, it } from 'vitest'
import { findHeader } from '../codec/event-headers.ts'
import { EVENT_TYPES } from '../events/event-types.ts'
import { conferenceFlow } from './conference.ts'
import type { FlowScript, ScriptedEvent } from './flow-script.ts'
import { flowValueNames } from './flow-value-names.ts'
import { keypad } from './keypad.ts'

const eventsOf = (script: FlowScript): readonly ScriptedEvent[] => flowValueNames(script).events
const named = (events: readonly ScriptedEvent[], name: string): readonly ScriptedEvent[] =>
  events.filter(({ event }) => EVENT_TYPES[event.type] === name)
const valuesOf = (events: readonly ScriptedEvent[], header: string): readonly (string | undefined)[] =>
  events.map(({ event }) => findHeader(event, header))

describe.each([conferenceFlow, keypad])('a flow without a recording', (script) => {
  const events = eventsOf(script)

  it(`${script.name} emits the contract events that it declares`, () => {
    expect([events.flatMap(({ milestone }) => milestone ?? [])]).toEqual(script.legs)
  })

  it(`${script.name} has one gap for each moment`, () => {
    expect(events.at(-1)?.moment).toBe(script.gaps.length - 1)
    expect(script.gaps.filter((gap) => gap === 'talk-time')).toHaveLength(1)
  })
})

describe('conferenceFlow', () => {
  const actions = valuesOf(named(eventsOf(conferenceFlow), 'CUSTOM'), 'Action')

  it('comes into its conference and leaves it in the recorded order', () => {
    const others = actions.filter((action) => action !== 'start-talking' && action !== 'stop-talking')
    expect(others).toEqual(['conference-create', 'add-member', 'floor-change', 'floor-change', 'del-member', 'conference-destroy'])
  })

  it('speaks and falls silent by turns', () => {
    const talk = actions.filter((action) => action?.endsWith('-talking'))
    expect(talk.length).toBeGreaterThan(30)
    expect(talk.every((action, at) => action === (at % 2 === 0 ? 'start-talking' : 'stop-talking'))).toBe(true)
  })
})

describe('keypad', () => {
  it('presses one key at a time', () => {
    const keys = named(eventsOf(keypad), 'DTMF')
    expect(valuesOf(keys, 'DTMF-Digit').join('')).toBe('4111555500001234#')
    expect(new Set(keys.map(({ moment }) => moment)).size).toBe(keys.length)
  })
})
