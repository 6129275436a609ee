import { networkInterfaces } from 'node:os'
import { ABILITIES, type Ability, hasAbility, type Judgement, type Means, type Need } from '../model/conformance.ts'
import type { LoadedProfile } from '../target/profile.ts'
import { names, unmetWishes } from '../rig/wishes.ts'
import type { CheckDefinition } from './define-check.ts'

const isAbility = (need: Ability | Means): need is Ability => ABILITIES.some((ability) => ability === need)

/**
 * Why a check cannot be run against a bridge: not applicable where the bridge does not claim the ability, unknown where
 * the harness lacks the means. Undefined when it can be run.
 */
export function missingNeed(check: CheckDefinition, profile: LoadedProfile): Judgement | undefined {
  const lacking = check.needs.filter((need) => !choices(need).some((choice) => has(choice, profile)))
  const [first] = lacking.toSorted((a, b) => Number(isMeans(a)) - Number(isMeans(b)))
  if (first !== undefined) {
    const words = choices(first).join(' or ')
    return isMeans(first) ? unmet('unknown', check, `the harness has no ${words} with this profile`) : unmet('not-applicable', check, `the profile does not declare ${words}`)
  }
  const unpassed = unmetWishes(check.wiring, profile)
  return unpassed.length === 0 ? undefined : unmet('unknown', check, `the profile does not pass on ${unpassed.map((name) => `tuning.${name}`).join(', ')}`)
}

const choices = (need: Need): readonly (Ability | Means)[] => (typeof need === 'string' ? [need] : need)
const isMeans = (need: Need): boolean => choices(need).every((choice) => !isAbility(choice))
const unmet = (status: 'unknown' | 'not-applicable', { expectation }: CheckDefinition, actual: string): Judgement => ({ status, expected: expectation, actual, evidence: [] })

function has(need: Ability | Means, profile: LoadedProfile): boolean {
  if (isAbility(need)) {
    // For a bridge that runs already we do not know where it listens for outbound sockets.
    return hasAbility(profile.capabilities, need) && !(need === 'esl-outbound' && profile.kind === 'external')
  }
  switch (need) {
    case 'process-statistics':
      return profile.kind !== 'external' && process.platform === 'linux'
    case 'log':
    case 'restart':
      return profile.kind !== 'external'
    case 'ports':
      return profile.kind === 'process'
    case 'clock':
      return profile.kind === 'process' && names(profile, 'clock.file')
    case 'dual-stack':
      return profile.kind === 'process' && names(profile, 'ingress.address') && hasIpv6()
    case 'source-addresses':
      return !(profile.kind === 'container' && profile.settings.network === 'bridge')
  }
}

const hasIpv6 = (): boolean => Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ family }) => family === 'IPv6'))
