import type { Scenario } from '../harness/model/scenario.ts'
import { faultLabel } from '../harness/model/fault.ts'

const BEGIN = '<!-- What follows is made by `npm run generate` from the registry; do not edit it. -->'
const END = '<!-- Up to here. -->'

/**
 * `docs/scenarios.md`: its list is made from the registry, the rest is written by hand and stays.
 * @param page as it is
 * @throws Error when it has lost the marks between which the list stands
 */
export function scenariosDocument(page: string, scenarios: readonly Scenario[]): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`Cannot make the list of scenarios as the page must have the marks "${BEGIN}" and "${END}"`)
  return [page.slice(0, begin) + BEGIN, '', overview(scenarios), ...scenarios.map(detail), ''].join('\n') + page.slice(end)
}

const overview = (scenarios: readonly Scenario[]): string =>
  ['| scenario | what a pass proves |', '|---|---|', ...scenarios.map(({ id, proves }) => `| [\`${id}\`](#${id}) | ${proves} |`), ''].join('\n')

function detail({ id, title, workload, faults = [], objectives }: Scenario): string {
  const { arrivals, freeswitchNodes, softswitchMachines, subscribers, webhooks, warmupSeconds, durationSeconds } = workload
  const who = [
    count(freeswitchNodes, 'FreeSWITCH node'),
    count(softswitchMachines, 'softswitch machine'),
    count(subscribers, 'subscriber'),
    count(webhooks, 'webhook'),
  ].join(', ')
  return [
    `### ${id}`,
    '',
    `${title}: ${arrivals.perSecond} calls/s (${arrivals.kind}), ${who}; ${warmupSeconds} s of warm-up and ${durationSeconds} s measured.`,
    '',
    ...faults.map((fault) => `- fault from ${fault.at} s to ${fault.until} s: ${faultLabel(fault)}`),
    `- objectives: ${objectives.map((text) => `\`${text}\``).join(', ')}`,
    '',
  ].join('\n')
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
