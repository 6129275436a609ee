import { defineEvents } from './event-script.ts'

const HEARTBEAT = { file: 'switch_core.c', function: 'send_heartbeat', line: 95 }
const RE_SCHEDULE = { file: 'switch_scheduler.c', function: 'switch_scheduler_execute', line: 73 }

/** The switch says that it lives, and that it will do so again. Recording: heartbeat. */
export const heartbeat = defineEvents({
  name: 'heartbeat',
  milestones: [],
  events: (value) => [
    {
      name: 'HEARTBEAT',
      site: HEARTBEAT,
      headers: [
        ['Event-Info', 'System Ready'],
        ['Up-Time', value('up-time')],
        ['FreeSWITCH-Version', value('version')],
        ['Uptime-msec', value('uptime-msec')],
        ['Session-Count', value('session-count')],
        ['Max-Sessions', value('max-sessions')],
        ['Session-Per-Sec', value('session-per-sec')],
        ['Session-Per-Sec-Last', value('session-per-sec-last')],
        ['Session-Per-Sec-Max', value('session-per-sec-max')],
        ['Session-Per-Sec-FiveMin', value('session-per-sec-five-min')],
        ['Session-Since-Startup', value('session-since-startup')],
        ['Session-Peak-Max', value('session-peak-max')],
        ['Session-Peak-FiveMin', value('session-peak-five-min')],
        ['Idle-CPU', value('idle-cpu')],
      ],
    },
    {
      name: 'RE_SCHEDULE',
      site: RE_SCHEDULE,
      headers: [
        ['Task-ID', '1'],
        ['Task-Desc', 'heartbeat'],
        ['Task-Group', 'core'],
        ['Task-Runtime', value('next-heartbeat')],
      ],
    },
  ],
})
