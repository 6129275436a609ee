import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { stepClock } from './bridge-clock.ts'
import { launchProcess, type ProcessProfile } from './launch-process.ts'
import { blamePorts, watchReadiness } from './readiness.ts'
import type { StartedTarget, StartOptions } from './started-target.ts'
import { doorsOf, type Wiring } from './wiring.ts'

/**
 * Starts a bridge as a child process and waits until it is ready.
 * @throws TargetError when it cannot be run, ends early or does not become ready; nothing is left of it then
 */
export async function startProcessTarget(profile: ProcessProfile, wiring: Wiring, options: StartOptions): Promise<StartedTarget> {
  const { name, description, capabilities, ready } = profile
  const stack = createResourceStack()
  try {
    let whenReady: ReturnType<typeof watchReadiness> | undefined
    const onLog = (log: Parameters<typeof watchReadiness>[0]): void => {
      whenReady = watchReadiness(log, ready)
    }
    const { view, log, program, life, reserved } = await launchProcess(profile, wiring, { ...options, onLog }, stack)
    const endpoints = doorsOf(capabilities, view)
    const starting = { name, ready, view, authority: wiring.tls?.authority, endpoints, log, exited: life.exited, signal: options.signal }
    await whenReady?.(starting).catch((error: unknown) => blamePorts(error, reserved))

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
      ...(wiring.clock && { stepClock: (seconds: number) => stepClock(view.clock.file, seconds) }),
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
