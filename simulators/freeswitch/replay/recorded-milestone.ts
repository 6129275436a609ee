import { headerText } from '../codec/event-headers.ts'
import type { FsHeader } from '../codec/event.ts'
import type { Milestone } from '../../traffic/identity.ts'

const REGISTRATIONS: Readonly<Record<string, Milestone>> = {
  'sofia::register': 'register',
  'sofia::unregister': 'unregister',
  'sofia::expire': 'expire',
}

/**
 * The contract event that a bridge makes of a recorded event, told from nothing but its headers: the rules of the
 * contract's mapping table.
 */
export function recordedMilestone(headers: readonly FsHeader[]): Milestone | undefined {
  const of = (name: string): string | undefined => textOf(headers, name)
  switch (of('event-name')) {
    case 'CHANNEL_CREATE':
      return 'start'
    case 'CHANNEL_STATE':
      return of('channel-state') === 'CS_ROUTING' && of('channel-call-state') !== 'DOWN' ? 'route' : undefined
    case 'CHANNEL_ANSWER':
      return 'answer'
    case 'CHANNEL_HANGUP_COMPLETE':
      return 'end'
    case 'MESSAGE':
      return of('proto') === 'global' || of('skip_global_process') !== undefined ? undefined : 'receive'
    case 'CUSTOM': {
      const subclass = of('event-subclass') ?? ''
      if (subclass !== 'SMS::SEND_MESSAGE') return REGISTRATIONS[subclass]
      return of('nonblocking-delivery') !== undefined || of('delivery-failure') !== undefined ? undefined : 'send'
    }
    default:
      return undefined
  }
}

/** First value of a header. @param name in lower case */
export function textOf(headers: readonly FsHeader[], name: string): string | undefined {
  const found = headers.find(([candidate]) => candidate.length === name.length && candidate.toLowerCase() === name)
  return found && headerText(found[1])
}
