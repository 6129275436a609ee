import type { DoorFault } from './fault.ts'

export const aclRejection: DoorFault = {
  kind: 'door',
  name: 'acl-rejection',
  effect: 'the address is turned away with text/rude-rejection',
  trigger: { kind: 'start' },
  connections: 1,
  refuses: 'address',
}
