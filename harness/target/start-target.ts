import { takeExternalTarget } from './external-target.ts'
import type { LoadedProfile } from './profile.ts'
import { startProcessTarget } from './process-target.ts'
import type { StartedTarget, StartOptions } from './started-target.ts'
import { TargetError } from './target-error.ts'
import type { Wiring } from './wiring.ts'

/**
 * Starts the implementation that a profile describes, in the way that was chosen when it was loaded, and waits until it
 * is ready. Whatever happens, nothing is left running when this rejects.
 * @throws TargetError when it cannot be started or reached
 */
export async function startTarget(profile: LoadedProfile, wiring: Wiring, options: StartOptions): Promise<StartedTarget> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(profile, wiring, options)
    } catch (error) {
      const isUnlucky = error instanceof TargetError && error.code === 'port-taken'
      if (!isUnlucky || attempt === ATTEMPTS) throw error
    }
  }
}

/** With other ports each time. */
const ATTEMPTS = 3

async function startOnce(profile: LoadedProfile, wiring: Wiring, options: StartOptions): Promise<StartedTarget> {
  switch (profile.kind) {
    case 'process':
      return startProcessTarget(profile, wiring, options)
    case 'container': {
      const { startContainerTarget } = await import('./container-target.ts')
      return startContainerTarget(profile, wiring, options)
    }
    case 'external':
      return takeExternalTarget(profile, wiring, options)
  }
}
