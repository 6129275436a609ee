import { splitCommand } from '../apis/api.ts'
import { runJob } from '../apis/background-job.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'

/** The server's buffer for an id holds this many octets. */
const MAX_ID = 256
const SITE = { file: 'mod_event_socket.c', function: 'api_exec', line: 1580 }

/**
 * `bgapi <command> [<arguments>]`: answers with the id of a job, a new one or that of a `Job-UUID` header, and
 * fires BACKGROUND_JOB when the job is done (wire specification 3.5). The reply never fails.
 */
export const bgapi: Command = {
  prefix: 'bgapi ',
  access: 'authenticated',
  run({ core, listener, event, line }) {
    const commandLine = line.slice('bgapi '.length)
    if (listener.limits?.mayRun(commandLine) === false) return text('-ERR permission denied')
    const [command, args] = splitCommand(commandLine)
    const id = (event.get('Job-UUID') ?? core.createUuid()).slice(0, MAX_ID)
    const job = {
      id,
      command,
      args,
      owner: listener.session?.uuid,
      site: SITE,
      notFound: `-ERR ${command} Command not found!\n`,
    }
    return {
      reply: { kind: 'text', text: `~Reply-Text: +OK Job-UUID: ${id}\nJob-UUID: ${id}\n\n` },
      afterwards: () => listener.holdOpen(runJob(core, job)),
    }
  },
}
