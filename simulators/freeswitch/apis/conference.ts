import type { Calls } from '../calls/calls.ts'
import type { Room } from '../calls/conferences.ts'
import type { Api } from './api.ts'
import { conferenceJson, conferenceList, conferenceXml } from './conference-lists.ts'
import { roomCommand } from './conference-room.ts'
import { memberCommand } from './conference-member.ts'

const NONE = '+OK No active conferences.\n'
const USAGE = '-USAGE: list|json_list|xml_list|<conference name> <command> [<argument>...]\n'

/** `conference list|json_list|xml_list` and `conference <name> <command> …` (wire specification 8.5, 8.7). */
export const conferenceApi = (calls: Calls): Api => ({
  name: 'conference',
  run({ args }) {
    const words = args.split(/ +/)
    const [first = '', command = '', ...rest] = words
    const rooms = calls.conferences.all()
    if (first === '') return USAGE
    const listed = list(first, rooms, command)
    if (listed !== undefined) return listed
    const room = calls.conferences.find(first)
    if (room === undefined) return `-ERR Conference ${first} not found\n`
    const text = afterWords(args, 2)
    return (
      list(command, [room], rest[0] ?? '') ??
      memberCommand(room, command.toLowerCase(), rest[0] ?? '', afterWords(args, 3)) ??
      roomCommand(calls, room, command.toLowerCase(), text) ??
      `-ERR Conference command '${command}' not found.\n`
    )
  },
})

function list(word: string, rooms: readonly Room[], argument: string): string | undefined {
  switch (word.toLowerCase()) {
    case 'list':
      if (argument === 'count') return `${rooms.reduce((sum, { members }) => sum + members.size, 0)}\n`
      return rooms.length === 0 ? NONE : rooms.map(conferenceList).join('')
    case 'count':
      return `${rooms.reduce((sum, { members }) => sum + members.size, 0)}\n`
    case 'json_list':
      return conferenceJson(rooms)
    case 'xml_list':
      return conferenceXml(rooms)
    default:
      return undefined
  }
}

/** What follows so many words of a line. */
function afterWords(line: string, words: number): string {
  return line.replace(new RegExp(`^(?:\\S+ *){0,${words}}`), '')
}
