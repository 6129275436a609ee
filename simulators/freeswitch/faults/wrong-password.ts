import type { DoorFault } from './fault.ts'

export const wrongPassword: DoorFault = {
  kind: 'door',
  name: 'wrong-password',
  effect: 'the right password is refused',
  trigger: { kind: 'start' },
  connections: 1,
  refuses: 'password',
}
