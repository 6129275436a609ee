import { resolve } from 'node:path'
import { reservePorts } from '../lifecycle/free-port.ts'
import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { createFilesFolder, renderFiles, writeFiles } from './bridge-files.ts'
import { captureLog } from './log-capture.ts'
import { prepare } from './prepare.ts'
import type { LoadedProfile } from './profile.ts'
import { startProgram } from './program.ts'
import { blamePorts, watchReadiness } from './readiness.ts'
import { createRedactor } from './redact.ts'
import type { StartedTarget, StartOptions } from './started-target.ts'
import { supervise } from './supervise.ts'
import { basicEnvironment, renderEnvironment } from './surroundings.ts'
import { renderTemplate } from './template.ts'
import { doorsOf, type Passage, secretsOf, type TemplateView, viewOf, type Wiring } from './wiring.ts'

type ProcessProfile = Extract<LoadedProfile, { kind: 'process' }>

const HOST = '127.0.0.1'

/**
 * Starts a bridge as a child process and waits until it is ready.
 * @throws TargetError when it cannot be run, ends early or does not become ready; nothing is left of it then
 */
export async function startProcessTarget(profile: ProcessProfile, wiring: Wiring, options: StartOptions): Promise<StartedTarget> {
  const { name, settings, capabilities } = profile
  const { notes, signal } = options
  const stack = createResourceStack()
  try {
    const log = stack.use(captureLog(options.logPath, { redactor: createRedactor(secretsOf(wiring)) }))
    const folder = resolve(profile.base, settings.folder)
    const files = stack.use(createFilesFolder(notes, name))
    const reserved = stack.use(await reservePorts(3, HOST))
    const view = viewOf(wiring, passageOf(reserved.ports, files.path))
    if (settings.prepare && !options.prepared) await prepare(render(settings.prepare, view), { name, folder, log, notes, signal })
    writeFiles(renderFiles(profile.files, view, wiring.tls))
    const whenReady = watchReadiness(log, profile.ready)
    const command = render(settings.command, view)
    const environment = { ...basicEnvironment(), ...renderEnvironment({ ...profile.environment, ...settings.environment }, view) }
    await reserved.release()
    signal?.throwIfAborted()

    const program = await startProgram(command, { title: `bridge "${name}"`, folder, environment, log, notes })
    const life = supervise(program, profile.stop)
    stack.defer(life.stop)
    const endpoints = doorsOf(capabilities, view)
    const starting = { name, ready: profile.ready, view, authority: wiring.tls?.authority, endpoints, log, exited: life.exited, signal }
    await whenReady(starting).catch((error: unknown) => blamePorts(error, reserved))

    const { description } = profile
    const dispose = async (): Promise<void> => stack[Symbol.asyncDispose]()
    return {
      name,
      kind: 'process',
      description,
      capabilities,
      endpoints,
      pid: program.pid,
      logPath: log.path,
      logTail: log.tail,
      leakedSecrets: () => log.redactions,
      exited: life.exited,
      stop: async () => {
        const exit = await life.stop()
        await dispose()
        return exit
      },
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await stack[Symbol.asyncDispose]()
    throw error
  }
}

const render = (words: readonly string[], view: TemplateView): string[] => words.map((word) => renderTemplate(word, view))

function passageOf(ports: readonly number[], files: string): Passage {
  const [ingress = 0, websocket = 0, outbound = 0] = ports
  return { hostOfHarness: undefined, listens: { host: HOST, ingress, websocket, outbound }, files, node: process.execPath }
}
