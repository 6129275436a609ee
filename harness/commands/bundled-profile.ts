import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadProfile, type LoadedProfile } from '../target/profile.ts'
import type { TargetKind } from '../target/profile-schema.ts'
import { UsageError } from './usage-error.ts'

const BUNDLED: Readonly<Record<string, string>> = {
  reference: 'bridges/reference/reference.bridge.yaml',
  modesl: 'bridges/modesl/modesl.bridge.yaml',
}

/** Loads the profile of a bridge by file or by the name of one that ships with us. */
export function bundledProfile(given: string, kind: TargetKind | undefined): LoadedProfile {
  const bundled = BUNDLED[given]
  if (bundled !== undefined) return loadProfile(fileURLToPath(new URL(`../../${bundled}`, import.meta.url)), kind)
  if (existsSync(given)) return loadProfile(given, kind)
  const names = Object.keys(BUNDLED).join(', ')
  throw new UsageError(`Cannot use bridge "${given}" as it must be a profile file or one of ${names}`)
}
