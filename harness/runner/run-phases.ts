import type { Clock } from '../../simulators/timing/clock.ts'
import type { RunPhase } from '../model/progress.ts'

/** Which phase a run is in. */
export interface StartedPhases extends Disposable {
  now(): RunPhase
  /** The traffic is over. */
  drain(): void
}

/**
 * Tells of each phase when it begins.
 * @param measuredFrom seconds of the run's clock; 0 leaves the warm-up out
 */
export function startPhases(
  clock: Pick<Clock, 'nowUs'>,
  measuredFrom: number,
  tell: (phase: RunPhase) => void = () => {},
): StartedPhases {
  let phase: RunPhase = measuredFrom > 0 ? 'warm-up' : 'measuring'
  const enter = (next: RunPhase): void => {
    phase = next
    tell(next)
  }
  const measuring = phase === 'measuring' ? undefined : setTimeout(() => enter('measuring'), measuredFrom * 1000 - clock.nowUs() / 1000)
  enter(phase)
  return {
    now: () => phase,
    drain() {
      clearTimeout(measuring)
      enter('draining')
    },
    [Symbol.dispose]: () => clearTimeout(measuring),
  }
}
