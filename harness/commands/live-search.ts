import type { StartedLiveServer } from '../../reports/live/start-live-server.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import type { Bracket, CapacityProbe } from '../model/capacity.ts'
import type { LiveSearch } from '../model/live.ts'
import type { ProgressSnapshot } from '../model/progress.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Verdict } from '../model/verdict.ts'
import { endLivePage, livePlanOf } from './live.ts'

/** A capacity search on the live page: the probe that goes on, and all before it. */
export interface ShownSearch {
  /** A search begins, with so many subscribers; its bracket is open. */
  begin(subscribers: number): void
  /** A probe of it begins. */
  beginProbe(workload: Workload): void
  publish(snapshot: ProgressSnapshot): void
  /** The probe is done. */
  endProbe(probe: CapacityProbe, bracket: Bracket): void
  /** All is done. @param report path of the HTML report */
  end(verdict: Verdict, report: string): void
}

export interface ShownSearchOptions {
  readonly scenario: Scenario
  readonly bridge: string
  readonly objectives: readonly string[]
}

const OPEN: Bracket = { low: 0, high: undefined }

/** Shows a search on a page that is served already. */
export function showSearch(server: StartedLiveServer, { scenario, bridge, objectives }: ShownSearchOptions): ShownSearch {
  let subscribers = 0
  let search: LiveSearch = { probes: [], bracket: OPEN }
  return {
    begin(count) {
      subscribers = count
      search = { ...search, bracket: OPEN }
    },
    beginProbe(workload) {
      const plan = livePlanOf(scenario, workload, bridge, objectives)
      server.begin({ ...plan, title: `Capacity: ${plan.title}`, subtitle: `Probe ${search.probes.length + 1}: ${plan.subtitle}`, search })
    },
    publish: (snapshot) => server.publish(snapshot),
    endProbe(probe, bracket) {
      search = { probes: [...search.probes, { subscribers, probe }], bracket }
    },
    end: (verdict, report) => endLivePage(server, { verdict, search }, report),
  }
}
