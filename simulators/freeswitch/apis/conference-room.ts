import type { Calls } from '../calls/calls.ts'
import { CONFERENCE_SOUNDS, type Room } from '../calls/conferences.ts'
import { originate } from '../calls/originate.ts'
import { parseDialString } from '../calls/originate-request.ts'
import { transferToExtension } from '../calls/transfer-leg.ts'
import { fileDone, playMissingFile, tellConferencePresence } from '../channel/conference-actions.ts'
import { bgdialResult, tellOfConference, tellOfMember } from '../channel/conference-commands.ts'

type Command = (room: Room, text: string, calls: Calls) => string

const COMMANDS: Readonly<Record<string, Command>> = {
  lock(room) {
    playMissingFile(room.stage, room.conference, `${CONFERENCE_SOUNDS}/conf-is-locked.wav`)
    room.isLocked = true
    tellOfConference(room.stage, room.conference, 'lock')
    return `+OK ${room.conference.name} locked\n`
  },
  unlock(room) {
    playMissingFile(room.stage, room.conference, `${CONFERENCE_SOUNDS}/conf-is-unlocked.wav`)
    room.isLocked = false
    tellOfConference(room.stage, room.conference, 'unlock')
    return `+OK ${room.conference.name} unlocked\n`
  },
  enter_sound: (room, text) => setSound(room, 'enter', text),
  exit_sound: (room, text) => setSound(room, 'exit', text),
  play,
  say(room, text) {
    tellOfConference(room.stage, room.conference, 'speak-text', [['Text', text]])
    return `(say) OK\n`
  },
  record(room, path, { core }) {
    room.recordings.set(path, core.epochUs())
    tellOfConference(room.stage, room.conference, 'start-recording', [['Path', path]])
    room.conference.recordedTo = path
    tellConferencePresence(room.stage, room.conference, room.nextPresence())
    return `+OK Record file ${path}\n`
  },
  norecord: stopRecording,
  bgdial,
  transfer,
}

/**
 * Runs `conference <name> <command> [<text>]`.
 * @returns undefined when it is no command on a conference as a whole
 */
export function roomCommand(calls: Calls, room: Room, name: string, text: string): string | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.(room, text, calls) : undefined
}

function setSound(room: Room, which: 'enter' | 'exit', text: string): string {
  const isOn = text.toLowerCase() !== 'off'
  tellOfConference(room.stage, room.conference, `${which}-sounds-${isOn ? 'on' : 'off'}`)
  return `+OK ${room.conference.name} ${which} sounds ${isOn ? 'on' : 'off'}\n`
}

function play(room: Room, text: string, calls: Calls): string {
  const [path = '', flag = ''] = text.split(/ +/)
  const { conference, stage } = room
  const ms = calls.soundMs(path)
  const async = flag === 'async'
  if (ms === undefined) {
    playMissingFile(stage, conference, path)
    return `-ERR (play) File: ${path} not found.\n`
  }
  tellOfConference(stage, conference, 'play-file', [
    ['File', path],
    ['Async', String(async)],
  ])
  if (Number.isFinite(ms)) {
    calls.core.timers.after(ms, () => {
      const heard = { milliseconds: String(ms), seconds: String(Math.floor(ms / 1000)), samples: String(ms * SAMPLES_PER_MS) }
      if (conference.size > 0) fileDone(stage, conference, { path, ...heard, async })
    })
  }
  return `+OK (play) Playing file ${path}\n`
}

const SAMPLES_PER_MS = 8
const OCTETS_PER_SAMPLE = 2
/** A WAVE file's head. */
const HEAD_OCTETS = 144

function stopRecording(room: Room, path: string, { core }: Calls): string {
  const stopped = [...room.recordings].filter(([recorded]) => path === 'all' || recorded === path)
  for (const [recorded, sinceUs] of stopped) {
    const ms = Math.floor((core.epochUs() - sinceUs) / 1000)
    const samples = ms * SAMPLES_PER_MS
    room.recordings.delete(recorded)
    tellOfConference(room.stage, room.conference, 'stop-recording', [
      ['Path', recorded],
      ['Other-Recordings', String(room.recordings.size > 0)],
      ['Samples-Out', String(samples)],
      ['Samplerate', '8000'],
      ['Milliseconds-Elapsed', String(ms)],
      ['Record-File-Size', String(HEAD_OCTETS + samples * OCTETS_PER_SAMPLE)],
    ])
  }
  // The real one counts what is left to stop, which is nothing.
  return `Stopped recording file ${path}\n+OK Stopped recording 0 files\n`
}

/** Whom the vanilla profile names. */
const CONFERENCE_CALLER = { callerIdName: 'FreeSWITCH', callerIdNumber: '0000000000', timeout: undefined } as const

/** Calls somebody who comes in when answered; the result is an event. */
function bgdial({ conference, stage }: Room, text: string, calls: Calls): string {
  const job = calls.core.createUuid()
  const application = { name: 'conference', data: conference.name }
  const variables = `conference_bgdial_jobid=${job}`
  const groups = parseDialString(text.startsWith('{') ? `{${variables},${text.slice(1)}` : `{${variables}}${text}`)
  const request = { ...CONFERENCE_CALLER, groups, target: { kind: 'application' as const, application } }
  void originate(calls, request).then((outcome) => {
    const told = outcome.kind === 'answered' ? { result: 'SUCCESS', peer: outcome.leg.channel.uuid } : { result: outcome.cause }
    bgdialResult(stage, conference, { ...told, job })
  })
  return `OK Job-UUID: ${job}\n`
}

/** `transfer <conference> <member>…` */
function transfer(room: Room, text: string): string {
  const [to = '', ...ids] = text.split(/ +/)
  const [name, profile = room.conference.profile] = to.split('@')
  return ids
    .map((id) => {
      const one = room.members.get(id)
      if (one === undefined) return `-ERR No Member ${id} in conference ${room.conference.name}.\n`
      tellOfMember(room.stage, room.conference, one.member, 'transfer', [
        ['Old-Conference-Name', room.conference.name],
        ['New-Conference-Name', name ?? ''],
      ])
      transferToExtension(one.leg, [{ name: 'conference', data: `${name}@${profile}` }])
      return `+OK Member '${id}' sent to conference ${name}@${profile}.\n`
    })
    .join('')
}
