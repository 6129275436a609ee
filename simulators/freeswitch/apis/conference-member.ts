import type { ConferenceMember, Room } from '../calls/conferences.ts'
import { type MemberAction, tellOfMember } from '../channel/conference-commands.ts'
import { atoi } from '../codec/c-text.ts'

/** What a command does to one member, and what it answers. @param argument what follows the member in the line */
type Command = (room: Room, one: ConferenceMember, argument: string) => string

const COMMANDS: Partial<Readonly<Record<MemberAction | 'tmute', Command>>> = {
  mute: (room, one) => set(room, one, 'mute', () => (one.member.isMuted = true)),
  unmute: (room, one) => set(room, one, 'unmute', () => (one.member.isMuted = false)),
  tmute: (room, one) => {
    const isMuted = one.member.isMuted !== true
    return set(room, one, isMuted ? 'mute' : 'unmute', () => (one.member.isMuted = isMuted))
  },
  deaf: (room, one) => set(room, one, 'deaf', () => (one.member.isDeaf = true)),
  undeaf: (room, one) => set(room, one, 'undeaf', () => (one.member.isDeaf = false)),
  hold: (room, one) => set(room, one, 'hold', () => (one.member.isHeld = true)),
  unhold: (room, one) => set(room, one, 'unhold', () => (one.member.isHeld = false)),
  kick: (room, one) => remove(room, one, 'kick', `+OK kicked ${one.member.id}\n`),
  hup: (room, one) => remove(room, one, 'hup', `+OK hup ${one.member.id}\n`),
  energy(room, one, argument) {
    if (argument !== '') {
      one.member.energyLevel = String(atoi(argument))
      tellOfMember(room.stage, room.conference, one.member, 'energy', [['Energy-Level', one.member.energyLevel]])
    }
    return `Energy ${one.member.id} = ${one.member.energyLevel ?? '100'}\n`
  },
  volume_in(room, one, argument) {
    if (argument !== '') {
      one.volumeIn = atoi(argument)
      tellOfMember(room.stage, room.conference, one.member, 'volume_in', [['Volume-Level', String(one.volumeIn)]])
    }
    return `+OK Volume IN ${one.member.id} = ${one.volumeIn}\n`
  },
  volume_out(room, one, argument) {
    if (argument !== '') {
      one.volumeOut = atoi(argument)
      tellOfMember(room.stage, room.conference, one.member, 'volume_out', [['Volume-Level', String(one.volumeOut)]])
    }
    return `+OK Volume OUT ${one.member.id} = ${one.volumeOut}\n`
  },
  dtmf(room, one, argument) {
    tellOfMember(room.stage, room.conference, one.member, 'dtmf', [['Digits', argument]])
    one.leg.endpoint.sendDigits(one.leg, argument)
    return `+OK sent ${argument} to ${one.member.id}\n`
  },
  saymember(room, one, argument) {
    tellOfMember(room.stage, room.conference, one.member, 'saymember', [['Text', argument]])
    return `+OK (saymember) ${argument}\n`
  },
}

/**
 * Runs `conference <name> <command> <member> [<argument>]`; the member is a number, `all`, `last` or `non_moderator`.
 * @returns undefined when it is no command on a member
 */
export function memberCommand(room: Room, name: string, who: string, argument: string): string | undefined {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined
  if (command === undefined) return undefined
  const meant = meantBy(room, who)
  if (meant === undefined) return `-ERR Non-Existant ID ${atoi(who)}\n`
  return meant.map((one) => command(room, one, argument)).join('')
}

function meantBy({ members }: Room, who: string): readonly ConferenceMember[] | undefined {
  const all = [...members.values()]
  if (who === 'all' || who === 'non_moderator') return all
  const one = who === 'last' ? all.at(-1) : members.get(who)
  return one && [one]
}

function set(room: Room, one: ConferenceMember, action: MemberAction, change: () => void): string {
  change()
  tellOfMember(room.stage, room.conference, one.member, action)
  return `+OK ${action} ${one.member.id}\n`
}

function remove(room: Room, one: ConferenceMember, action: 'kick' | 'hup', answer: string): string {
  tellOfMember(room.stage, room.conference, one.member, action)
  one.isKicked = true
  one.leg.waker.wake()
  return answer
}
