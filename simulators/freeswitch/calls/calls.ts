import type { ApplicationRegistry } from '../applications/application.ts'
import type { Stage } from '../channel/stage.ts'
import type { Connect } from '../outbound/connect.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { Conferences } from './conferences.ts'
import type { Dialplan } from './dialplan.ts'
import type { Fifos } from './fifos.ts'
import type { Leg } from './leg.ts'
import type { Phones } from './phone.ts'
import type { ValetLots } from './valet-lots.ts'

/** The live calls of one node and all that they need. */
export interface Calls extends Disposable {
  readonly core: SwitchCore
  readonly stage: Stage
  readonly dialplan: Dialplan
  readonly applications: ApplicationRegistry
  readonly phones: Phones
  /** How the application `socket` connects. */
  readonly connect: Connect
  /** Length of a file or stream in milliseconds; undefined when there is no such file. */
  readonly soundMs: (path: string) => number | undefined
  readonly conferences: Conferences
  readonly valetLots: ValetLots
  readonly fifos: Fifos
  /** Legs by Unique-ID, from their creation to their end, oldest first. */
  readonly legs: ReadonlyMap<string, Leg>
  /** Sessions since the start, those that have ended included. */
  readonly sessionCount: number
  /** Most legs at a time so far. */
  readonly peak: number
  nextSessionId(): string
  /** Number of a scheduled task of a call; `sched_api` counts its own. */
  nextTaskId(): string
  /** A leg by its uuid while it has not been told to end. */
  locate(id: string): Leg | undefined
  add(leg: Leg): void
  /** Keeps a connection that is to be cut when the node stops; the returned function forgets it. */
  keep(connection: Disposable): () => void
  remove(leg: Leg): void
}
