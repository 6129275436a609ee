import { connect } from 'node:net'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { createFrameParser, type Frame } from '../../simulators/freeswitch/codec/parse-frames.ts'
import { ANSWER_MS, type ClientAddress } from './client.ts'

/** A console that puts on the wire what `fs_cli` puts there, and shows what `fs_cli` shows. */
export interface FsCli extends AsyncDisposable {
  /** Everything shown so far: answers, log lines and events, in the order of their arrival. Binary string. */
  readonly screen: string
  /** Everything written so far. */
  readonly written: string
  /** Whether the connection has ended. */
  readonly hasEnded: boolean
  /** Types a line. @returns what is shown in answer to it; '' for what only the console itself does */
  type(line: string): Promise<string>
  /** Presses the tab key behind some text. @returns the candidates as the server words them */
  complete(text: string): Promise<string>
  /** Waits until the screen shows something that it did not show before the last wait. */
  shows(text: string): Promise<void>
}

/** Sent as they are, without the slash (fs_cli.c:931). */
const SENT = /^\/(event|noevents|nixevent|log|nolog|filter)\b/
const LOCAL_END = /^\/(exit|quit|bye|\.\.\.)$/

/**
 * Connects, authenticates and asks what `fs_cli` asks before its prompt.
 * @param logLevel what `-l` would say; undefined for `-q`
 */
export async function startFsCli({ host, port, password }: ClientAddress, logLevel?: number): Promise<FsCli> {
  const socket = connect({ host, port, noDelay: true })
  const parser = createFrameParser()
  const replies: Frame[] = []
  let [screen, written, seen, hasEnded] = ['', '', 0, false]

  const take = (frame: Frame): void => {
    const type = header(frame, 'Content-Type')
    if (type === 'command/reply' || type === 'api/response' || type === 'auth/request') replies.push(frame)
    else screen += frame.body ?? ''
  }
  socket.on('data', (chunk) => parser.push(chunk).forEach(take))
  socket.on('error', () => {})
  socket.on('close', () => (hasEnded = true))

  const reply = async (): Promise<Frame> => {
    const what = `the server answers ${JSON.stringify(written.slice(-80))}`
    await waitUntil(what, () => replies.length > 0 || hasEnded, { withinMs: ANSWER_MS, everyMs: 1, evidence: () => screen.slice(-200) })
    const first = replies.shift()
    if (first === undefined) throw new Error(`Cannot go on as the connection has ended: current value is ${JSON.stringify(screen.slice(-200))}`)
    return first
  }
  const ask = async (command: string): Promise<Frame> => {
    written += command
    socket.write(command, 'latin1')
    return await reply()
  }
  const show = (frame: Frame): string => {
    const shown = answerText(frame)
    screen += shown
    return shown
  }

  await reply()
  const accepted = header(await ask(`auth ${password}\n\n`), 'Reply-Text')
  if (accepted.toLowerCase() !== '+ok accepted') throw new Error(`Cannot log in as the server must accept: current value is ${JSON.stringify(accepted)}`)
  await ask('api switchname\n\n')
  await ask('api hostname\n\n')
  if (logLevel !== undefined) await ask(`log ${logLevel}\n\n`)

  return {
    get screen() {
      return screen
    },
    get written() {
      return written
    },
    get hasEnded() {
      return hasEnded
    },
    async type(line) {
      if (SENT.test(line)) return show(await ask(`${line.slice(1)}\n\n`))
      if (LOCAL_END.test(line)) {
        socket.destroy()
        return ''
      }
      if (line.startsWith('/')) return (screen += `Unknown command [${line}]\n`)
      return show(await ask(`api ${line}\nconsole_execute: true\n\n`))
    },
    complete: async (text) => (await ask(`api console_complete c=${text.length};${text}\n\n`)).body ?? '',
    async shows(text) {
      const evidence = (): string => JSON.stringify(screen.slice(seen).slice(-400))
      await waitUntil(`the screen shows ${JSON.stringify(text)}`, () => screen.includes(text, seen), { withinMs: ANSWER_MS, everyMs: 2, evidence })
      seen = screen.indexOf(text, seen) + text.length
    },
    async [Symbol.asyncDispose]() {
      socket.destroy()
      await waitUntil('the console has left', () => hasEnded, { withinMs: ANSWER_MS })
    },
  }
}

/** The body if there is one, otherwise what the reply says (fs_cli.c:961). */
function answerText(frame: Frame): string {
  if (frame.body !== undefined && frame.body !== '') return frame.body
  const text = header(frame, 'Reply-Text')
  return text.toLowerCase().startsWith('-err') ? `Error: ${text.slice('-ERR '.length)}!\n` : `${text}\n`
}

const header = ({ headers }: Frame, wanted: string): string => headers.find(([name]) => name === wanted)?.[1] ?? ''
