/** Every load scenario that ships with callstorm. */
import type { Scenario } from '../harness/index.ts'
import { busyHour } from './load/busy-hour.ts'

export const SCENARIOS: readonly Scenario[] = [busyHour]
