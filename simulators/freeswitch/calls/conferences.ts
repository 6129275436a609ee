import {
  addMember,
  createConference,
  deleteMember,
  destroyConference,
  enterConference,
  fileDone,
  giveFloor,
  leaveConference,
  loseMember,
  playMissingFile,
  tellConferencePresence,
} from '../channel/conference-actions.ts'
import type { Conference, Member } from '../channel/conference.ts'
import type { Stage } from '../channel/stage.ts'
import type { Leg } from './leg.ts'

/** The conferences of one node. */
export interface Conferences {
  /** A leg comes into a conference, which begins with its first member. */
  join(leg: Leg, name: string, profile: string): ConferenceMember
  find(name: string): Room | undefined
  /** All that are running, the oldest first. */
  all(): readonly Room[]
}

/** A running conference. */
export interface Room {
  readonly conference: Conference
  /** In the order in which they came. */
  readonly members: ReadonlyMap<string, ConferenceMember>
  readonly stage: Stage
  isLocked: boolean
  /** When it began, microseconds of Unix time. */
  readonly startedUs: number
  /** Paths that it is recorded to, and since when. */
  readonly recordings: Map<string, number>
  /** Number of the next event that tells of presence. */
  nextPresence(): string
}

export interface ConferenceMember {
  readonly member: Member
  readonly leg: Leg
  readonly joinedUs: number
  volumeIn: number
  volumeOut: number
  isKicked: boolean
  /** The leg goes; with the last member the conference ends. */
  leave(): void
}

/** Files of the vanilla profile, which has its own sounds installed nowhere. */
export const CONFERENCE_SOUNDS = '/usr/fs/sounds/en/us/callie/conference'
const HOLD_MUSIC = 'tone_stream://%(1000,3000,440);loops=-1'
const SAMPLES_PER_MS = 8

export function createConferences(): Conferences {
  const running = new Map<string, Room & { readonly members: Map<string, ConferenceMember>; aloneSinceUs: number }>()
  let lastMember = 0
  let presenceEvents = 0

  const open = ({ calls: { core, stage } }: Leg, name: string, profile: string): Room => {
    const domain = core.globals.get('domain') ?? core.identity.ipv4
    const conference: Conference = { name, domain, profile, uuid: core.createUuid(), size: 0, floor: undefined }
    const startedUs = core.epochUs()
    const room = {
      conference,
      members: new Map(),
      stage,
      isLocked: false,
      startedUs,
      recordings: new Map(),
      nextPresence: () => String(presenceEvents++),
      aloneSinceUs: startedUs,
    }
    running.set(name, room)
    createConference(stage, conference)
    return room
  }

  return {
    find: (name) => running.get(name),
    all: () => [...running.values()],
    join(leg, name, profile) {
      const { core, stage } = leg.calls
      if (!running.has(name)) open(leg, name, profile)
      const room = running.get(name)
      if (room === undefined) throw new TypeError(`Cannot join a conference as it must be running: current value is "${name}"`)
      const { conference, members } = room
      const member: Member = { id: String(++lastMember), channel: leg.channel, talking: false, energy: '0' }
      enterConference(stage, conference, member)
      if (conference.size === 1) playMissingFile(stage, conference, `${CONFERENCE_SOUNDS}/conf-alone.wav`)
      addMember(stage, conference, member, room.nextPresence())
      if (conference.floor === undefined) giveFloor(stage, conference, member)
      if (conference.size === 2) fileDone(stage, conference, holdMusic(core.epochUs() - room.aloneSinceUs))
      const own: ConferenceMember = {
        member,
        leg,
        joinedUs: core.epochUs(),
        volumeIn: 0,
        volumeOut: 0,
        isKicked: false,
        leave() {
          members.delete(member.id)
          const hadFloor = conference.floor === member
          const count = room.nextPresence()
          if (hadFloor) leaveConference(stage, conference, count)
          else loseMember(stage, conference, count)
          if (conference.size === 1) {
            room.aloneSinceUs = core.epochUs()
            playMissingFile(stage, conference, `${CONFERENCE_SOUNDS}/conf-alone.wav`)
          }
          deleteMember(stage, conference, member)
          const [next] = members.values()
          if (next !== undefined) return hadFloor ? giveFloor(stage, conference, next.member) : undefined
          tellConferencePresence(stage, conference, room.nextPresence())
          fileDone(stage, conference, holdMusic(core.epochUs() - room.aloneSinceUs))
          destroyConference(stage, conference)
          running.delete(name)
        },
      }
      members.set(member.id, own)
      return own
    },
  }
}

/** The music that a lone member has heard for so long. */
function holdMusic(us: number): Parameters<typeof fileDone>[2] {
  const ms = Math.floor(us / 1000)
  return {
    path: HOLD_MUSIC,
    seconds: String(Math.floor(ms / 1000)),
    milliseconds: String(ms),
    samples: String(ms * SAMPLES_PER_MS),
    async: true,
  }
}
