import { resolve } from 'node:path'
import { type ReservedPorts, reservePorts } from '../lifecycle/free-port.ts'
import type { ResourceStack } from '../lifecycle/resource-stack.ts'
import { createFilesFolder, renderFiles, writeFiles } from './bridge-files.ts'
import { captureLog, type LogCapture } from './log-capture.ts'
import { prepare } from './prepare.ts'
import type { LoadedProfile } from './profile.ts'
import { type Program, startProgram } from './program.ts'
import { createRedactor } from './redact.ts'
import type { StartOptions } from './started-target.ts'
import { type Supervised, supervise } from './supervise.ts'
import { basicEnvironment, renderEnvironment } from './surroundings.ts'
import { renderTemplate } from './template.ts'
import { type Passage, secretsOf, type TemplateView, viewOf, type Wiring } from './wiring.ts'

export type ProcessProfile = Extract<LoadedProfile, { kind: 'process' }>

/** A bridge's program that has been started and may not be ready. */
export interface LaunchedProcess {
  /** Its variables in our eyes. */
  readonly view: TemplateView
  readonly log: LogCapture
  readonly program: Program
  readonly life: Supervised
  readonly reserved: ReservedPorts
}

export interface LaunchOptions extends StartOptions {
  /** Ports that the bridge is told instead of free ones. */
  readonly ports?: Partial<Record<'ingress' | 'websocket', number>>
  /** Called before it can print anything. */
  readonly onLog?: (log: LogCapture) => void
}

const HOST = '127.0.0.1'
/** All addresses of both families: an IPv4 peer is seen by its IPv4-mapped IPv6 address. */
const DUAL_STACK = '::'

/**
 * Prepares and runs the program of a profile.
 * @param stack ends everything that was started, also when this rejects
 * @throws TargetError `prepare-failed` or `not-started`
 */
export async function launchProcess(profile: ProcessProfile, wiring: Wiring, options: LaunchOptions, stack: ResourceStack): Promise<LaunchedProcess> {
  const { name, settings } = profile
  const { notes, signal, ports } = options
  const log = stack.use(captureLog(options.logPath, { redactor: createRedactor(secretsOf(wiring)) }))
  options.onLog?.(log)
  const folder = resolve(profile.base, settings.folder)
  const files = stack.use(createFilesFolder(notes, name))
  const reserved = stack.use(await reservePorts(3, HOST))
  const [ingress = 0, websocket = 0, outbound = 0] = reserved.ports
  const passage: Passage = { hostOfHarness: undefined, listens: { host: HOST, ingress, websocket, outbound, ...ports }, files: files.path, node: process.execPath }
  const view = viewOf(wiring, passage)
  const its = wiring.dualStack ? viewOf(wiring, { ...passage, listens: { ...passage.listens, host: DUAL_STACK } }) : view
  if (settings.prepare && !options.prepared) await prepare(render(settings.prepare, its), { name, folder, log, notes, signal })
  writeFiles(renderFiles(profile.files, its, wiring))
  const command = render(settings.command, its)
  const environment = { ...basicEnvironment(), ...renderEnvironment({ ...profile.environment, ...settings.environment }, its) }
  await reserved.release()
  signal?.throwIfAborted()
  const program = await startProgram(command, { title: `bridge "${name}"`, folder, environment, log, notes })
  const life = supervise(program, profile.stop)
  stack.defer(life.stop)
  return { view, log, program, life, reserved }
}

const render = (words: readonly string[], view: TemplateView): string[] => words.map((word) => renderTemplate(word, view))
