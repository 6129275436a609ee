import type { Profile } from './profile-schema.ts'
import type { TargetExit } from './started-target.ts'

/** A program or container, as far as ending it goes. */
export interface Running {
  readonly ended: Promise<Pick<TargetExit, 'code' | 'signal'>>
  isRunning(): boolean
  kill(signal: NodeJS.Signals): void | Promise<void>
}

export interface Supervised {
  /** Never rejects. */
  readonly exited: Promise<TargetExit>
  /** Ends it gracefully, or by SIGKILL when it takes longer than the profile allows. Does it once. */
  stop(): Promise<TargetExit>
}

/** Ends a bridge by a profile's rule and tells who ended it. */
export function supervise(running: Running, { signal, within }: Profile['stop']): Supervised {
  let how: TargetExit['how'] = 'itself'
  let stopping: Promise<TargetExit> | undefined
  const exited = running.ended.then((exit): TargetExit => ({ ...exit, how, expected: how !== 'itself' }))

  const end = async (): Promise<TargetExit> => {
    if (!running.isRunning()) return exited
    how = 'gracefully'
    const timer = setTimeout(() => {
      how = 'killed'
      // Where this fails there is nothing more to try: removing the container or the group is the caller's last step.
      void Promise.resolve(running.kill('SIGKILL')).catch(() => undefined)
    }, within * 1000)
    await running.kill(signal)
    const exit = await exited
    clearTimeout(timer)
    return exit
  }
  return { exited, stop: () => (stopping ??= end()) }
}
