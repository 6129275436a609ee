import { runJob } from './background-job.ts'
import { splitCommand } from './api.ts'
import type { Api } from './api.ts'

const SITE = { file: 'mod_commands.c', function: 'bgapi_exec', line: 5423 }

/** `bgapi [uuid:<id>] <command>` as an API command: its job belongs to no connection (wire specification 3.5). */
export const bgapi: Api = {
  name: 'bgapi',
  run({ core, args }) {
    const [, given, line = ''] = /^(?:uuid:(\S+) +)?(.*)$/s.exec(args) ?? []
    if (line === '') return '-ERR Invalid syntax\n'
    const id = given ?? core.createUuid()
    const [command, rest] = splitCommand(line)
    void runJob(core, { id, command, args: rest, site: SITE, notFound: `${command}: Command not found!\n` })
    return `+OK Job-UUID: ${id}\n`
  },
}
