import type { Leg } from '../calls/leg.ts'

/** Something that a dialplan or a `sendmsg` runs on a leg. */
export interface Application {
  readonly name: string
  /** Its events are fired around it; what ends at once returns nothing. */
  run(call: ApplicationCall): Promise<void> | void
}

export interface ApplicationCall {
  readonly leg: Leg
  /** The argument with its variables filled in; may be empty. Binary string. */
  readonly data: string
}

export interface ApplicationRegistry {
  /** An application by its name, without regard to case. */
  find(name: string): Application | undefined
  /** Adds applications, or replaces those of the same name. */
  register(...applications: readonly Application[]): void
}

export function createApplicationRegistry(applications: readonly Application[]): ApplicationRegistry {
  const byName = new Map<string, Application>()
  const register = (...added: readonly Application[]): void => {
    for (const application of added) byName.set(application.name.toLowerCase(), application)
  }
  register(...applications)
  return { find: (name) => byName.get(name.toLowerCase()), register }
}
