import { RELEASE } from './version.ts'
import { uptimeParts } from './uptime.ts'
import type { Api } from './api.ts'
import type { SwitchCore } from '../switch-core.ts'

/** `json {"command":"status",...}`: the request with its result added. Only `status` is known. */
export const json: Api = {
  name: 'json',
  run({ core, args }) {
    const request = parseObject(args)
    if (request === undefined) return '{"status":"error","message":"Invalid JSON"}\n'
    if (request['command'] !== 'status') return `${stringify({ ...request, status: 'error', message: 'Invalid request' })}\n`
    return `${stringify({ ...request, status: 'success', response: statusResponse(core) })}\n`
  },
}

function statusResponse(core: SwitchCore): object {
  const f = core.tables.figures
  const count = {
    total: f.sessionsSinceStartup,
    active: f.sessions,
    peak: f.sessionsPeak,
    peak5Min: f.sessionsPeakFiveMinutes,
    limit: f.maxSessions,
  }
  const rate = {
    current: f.sessionsPerSecond,
    max: f.sessionsPerSecondLimit,
    peak: f.sessionsPerSecondPeak,
    peak5Min: f.sessionsPerSecondPeakFiveMinutes,
  }
  return {
    systemStatus: 'ready',
    uptime: uptimeParts(core.uptimeUs()),
    version: RELEASE.human,
    sessions: { count, rate },
    idleCPU: { used: 0, allowed: f.idleCpu },
    stackSizeKB: { current: 240, max: 8192 },
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function stringify(value: object): string {
  return JSON.stringify(value)
}
