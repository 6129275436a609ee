import { defineMutant } from './mutant.ts'

export const uuidTable = defineMutant({
  id: 'M19',
  name: 'uuid-table',
  fault: 'a call table keyed by UUID only; events of unknown or already-ended UUIDs are dropped',
  trips: ['map/orphan', 'fwd/two-nodes', 'rel/restart'],
  disturbs: ['gold/*', 'evt/*', 'map/*', 'esl/*'],
  patches: [
    {
      file: 'esl/link.ts',
      find: '          const event = mapEvent(headers, node.machine)',
      replace: `          if (!isKnownCall(headers)) return
          const event = mapEvent(headers, node.machine)`,
    },
    {
      file: 'esl/link.ts',
      find: 'export const startLink =',
      replace: `const calls = new Map<string, 'up' | 'ended'>()

const isKnownCall = (headers: EventHeaders): boolean => {
  const uuid = headers.get('Unique-ID')
  const name = headers.get('Event-Name')
  if (uuid === undefined) return true
  if (name === 'CHANNEL_CREATE' && !calls.has(uuid)) calls.set(uuid, 'up')
  const isUp = calls.get(uuid) === 'up'
  if (isUp && name === 'CHANNEL_HANGUP_COMPLETE') calls.set(uuid, 'ended')
  return isUp
}

export const startLink =`,
    },
  ],
})
