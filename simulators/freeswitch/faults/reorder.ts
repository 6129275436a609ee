import { ALL_CONNECTIONS, type EventFault, FIRST_EVENT } from './fault.ts'

const RELEASE_MS = 200

/** Spans two events: the one that is held back, and the one that overtakes it. */
export const reorder: EventFault = {
  kind: 'event',
  name: 'reorder',
  effect: 'an event comes behind the next one, or 200 ms later when there is none',
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: 2,
  start: (_value, { later, write }) => {
    let held: string | undefined
    let cancel = (): void => {}
    const release = (): string[] => {
      const octets = held === undefined ? [] : [held]
      held = undefined
      cancel()
      return octets
    }
    return ({ octets }) => {
      if (held !== undefined) return [octets, ...release()]
      held = octets
      cancel = later(RELEASE_MS, () => release().forEach(write))
      return []
    }
  },
}
