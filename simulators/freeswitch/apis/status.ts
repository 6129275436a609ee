import { RELEASE } from './version.ts'
import { uptimeText } from './uptime.ts'
import type { Api } from './api.ts'

/** `status`; two of its lines end in a blank. */
export const status: Api = {
  name: 'status',
  run({ core }) {
    const f = core.tables.figures
    return (
      `UP ${uptimeText(core.uptimeUs())}\n` +
      `FreeSWITCH (Version ${RELEASE.human}) is ready\n` +
      `${f.sessionsSinceStartup} session(s) since startup\n` +
      `${f.sessions} session(s) - peak ${f.sessionsPeak}, last 5min ${f.sessionsPeakFiveMinutes} \n` +
      `${f.sessionsPerSecond} session(s) per Sec out of max ${f.sessionsPerSecondLimit}, ` +
      `peak ${f.sessionsPerSecondPeak}, last 5min ${f.sessionsPerSecondPeakFiveMinutes} \n` +
      `${f.maxSessions} session(s) max\n` +
      `min idle cpu 0.00/${f.idleCpu.toFixed(2)}\n` +
      'Current Stack Size/Max 240K/8192K\n'
    )
  },
}
