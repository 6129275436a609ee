import { RELEASE } from './version.ts'
import { uptimeParts } from './uptime.ts'
import type { Api } from './api.ts'
import type { SwitchCore } from '../switch-core.ts'

/** `json {"command":"status",...}`: the request with its result added. Only `status` is known. */
export const json: Api = {
  name: 'json',
  run({ core, args }) {
    try {
      return `${JSON.stringify(answer(core, parseObject(args)))}\n`
    } catch {
      return '{"status":"error","message":"Invalid JSON"}\n'
    }
  },
}

function answer(core: SwitchCore, request: Readonly<Record<string, unknown>>): object {
  if (request['command'] !== 'status') return { ...request, status: 'error', message: 'Invalid request' }
  return { ...request, status: 'success', response: statusResponse(core) }
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

/** @throws {SyntaxError} the text is no JSON object */
function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('Cannot run a JSON command as it must be an object')
  }
  return { ...value }
}
