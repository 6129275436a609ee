import {
  addMember,
  createConference,
  deleteMember,
  destroyConference,
  enterConference,
  giveFloor,
  leaveConference,
  presenceOfEnd,
} from '../channel/conference-actions.ts'
import type { Conference, Member } from '../channel/conference.ts'
import type { Leg } from './leg.ts'

/** The conferences of one node. */
export interface Conferences {
  /** A leg comes into a conference, which begins with its first member. */
  join(leg: Leg, name: string, profile: string): ConferenceMember
}

export interface ConferenceMember {
  isKicked: boolean
  /** The leg goes; with the last member the conference ends. */
  leave(): void
}

export function createConferences(): Conferences {
  const running = new Map<string, { readonly conference: Conference; readonly members: Set<Member> }>()
  let lastMember = 0
  let presenceEvents = 0

  return {
    join(leg, name, profile) {
      const { core, stage } = leg.calls
      let room = running.get(name)
      if (room === undefined) {
        const domain = core.globals.get('domain') ?? core.identity.ipv4
        room = {
          conference: { name, domain, profile, uuid: core.createUuid(), size: 0, floor: undefined },
          members: new Set(),
        }
        running.set(name, room)
        createConference(stage, room.conference)
      }
      const { conference, members } = room
      const member: Member = { id: String(++lastMember), channel: leg.channel, talking: false, energy: '0' }
      members.add(member)
      enterConference(stage, conference, member)
      addMember(stage, conference, member, String(presenceEvents++))
      if (conference.floor === undefined) giveFloor(stage, conference, member)
      return {
        isKicked: false,
        leave() {
          members.delete(member)
          leaveConference(stage, conference, String(presenceEvents++))
          deleteMember(stage, conference, member)
          const [next] = members
          if (next !== undefined) return giveFloor(stage, conference, next)
          presenceOfEnd(stage, conference, String(presenceEvents++))
          destroyConference(stage, conference)
          running.delete(name)
        },
      }
    },
  }
}
