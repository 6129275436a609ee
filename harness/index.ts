/** The door for scenarios and for programs that use callstorm as a library. */
import type { Scenario } from './model/scenario.ts'

export type { Capabilities, Scenario } from './model/scenario.ts'
export type { RunRecord } from './model/run-record.ts'
export type { RunStatus, Verdict } from './model/verdict.ts'

/** Types a scenario as it is written: a misspelt key fails the type check. */
export const defineScenario = <const S extends Scenario>(scenario: S): S => scenario
