import { HANGUP_SITES } from './call-log.ts'
import { commandDone, privateCommand } from '../channel/private-command.ts'
import { setVariables } from '../channel/variables.ts'
import { atoi, isTrue } from '../codec/c-text.ts'
import { parseCause } from './cause.ts'
import { hangUp, isReady, type Leg } from './leg.ts'
import { type Message, messageHeader } from './message.ts'
import { runApplication } from './run-application.ts'
import { transferToExtension } from './transfer-leg.ts'

/** A shorter pass ends the loop of an application (wire specification 3.19). */
const SHORTEST_PASS_MS = 500

/** The next command that the leg may carry out now. */
export function nextMessage(leg: Leg): Message | undefined {
  return leg.isLocked ? undefined : leg.messages.shift()
}

/** Carries out a queued command: PRIVATE_COMMAND follows, unless the leg had no media when it began. */
export async function runMessage(leg: Leg, message: Message): Promise<void> {
  const { stage } = leg.calls
  const hasMedia = leg.channel.media !== 'ringing'
  await carryOut(leg, message)
  if (!hasMedia) return
  if (message.created === undefined) commandDone(stage, leg.channel, message.headers)
  else privateCommand(stage, leg.channel, message.created, message.headers)
}

/** Carries out a command of a `sendmsg` (wire specification 3.19). What makes no sense is ignored. */
export async function carryOut(leg: Leg, message: Message): Promise<void> {
  const command = messageHeader(message, 'call-command') ?? ''
  const locks = isTrue(messageHeader(message, 'event-lock'))
  if (locks) leg.isLocked = true
  // The server looks at the first seven characters only, which tells all but `hangup` from longer words.
  if (command.startsWith('execute')) await loopApplication(leg, message)
  else if (command === 'hangup') hangUp(leg, parseCause(messageHeader(message, 'hangup-cause') ?? ''), HANGUP_SITES.message)
  else if (command.startsWith('xferext')) transferToExtension(leg, applicationsOf(message))
  if (locks) leg.isLocked = false
}

async function loopApplication(leg: Leg, message: Message): Promise<void> {
  const name = messageHeader(message, 'execute-app-name')
  if (name === undefined) return
  const loops = messageHeader(message, 'loops')
  const total = loops === undefined ? 1 : atoi(loops)
  const options = { uuid: messageHeader(message, 'event-uuid'), uuidName: messageHeader(message, 'event-uuid-name') }
  for (let pass = 1; total < 0 || pass <= total; pass++) {
    setVariables(leg.channel.variables, { current_loop: String(pass), total_loops: String(total) })
    const waitedMs = leg.waitedMs
    await runApplication(leg, { name, data: argumentOf(message) }, options)
    if (!isReady(leg) || leg.waitedMs - waitedMs < SHORTEST_PASS_MS) break
  }
  setVariables(leg.channel.variables, { current_loop: undefined, total_loops: undefined })
}

/** The argument of an application, or else a body of plain text. */
function argumentOf(message: Message): string {
  const argument = messageHeader(message, 'execute-app-arg')
  if (argument !== undefined) return argument
  const isText = messageHeader(message, 'content-type')?.toLowerCase() === 'text/plain'
  return isText ? (message.body ?? '') : ''
}

function applicationsOf({ headers }: Message): { readonly name: string; readonly data: string }[] {
  return headers.flatMap(([header, value]) => {
    if (header.toLowerCase() !== 'application' || typeof value !== 'string') return []
    const blank = value.indexOf(' ')
    return [blank < 0 ? { name: value, data: '' } : { name: value.slice(0, blank), data: value.slice(blank + 1) }]
  })
}
