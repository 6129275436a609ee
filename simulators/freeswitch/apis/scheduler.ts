import { atoi } from '../codec/c-text.ts'
import { eventType } from '../events/event-types.ts'
import { executeApi, splitCommand } from './api.ts'
import type { Api } from './api.ts'
import type { FsHeader } from '../codec/event.ts'
import type { SwitchCore } from '../switch-core.ts'

/** Tasks that the core itself has: the heartbeat and two checks. */
const CORE_TASKS = 3
/** Tasks that may wait on one node. */
const MAX_TASKS = 10_000
const ADDED_AT = { file: 'switch_scheduler.c', function: 'switch_scheduler_add_task', line: 266 }
const REMOVED_AT = { file: 'switch_scheduler.c', function: 'task_thread_loop', line: 151 }
const SYNTAX = '-ERR Invalid syntax. USAGE: [+@]<time> <group_name> <command_string>[&]\n'

interface Task {
  readonly id: number
  readonly group: string
  /** Unix time in seconds. */
  readonly runtime: number
  readonly cancel: () => void
}

/** `sched_api`, `sched_del` and `unsched_api` of one node. */
export function schedulerApis(): readonly Api[] {
  const tasks = new Map<number, Task>()
  let lastId = CORE_TASKS

  const remove = (core: SwitchCore, task: Task): void => {
    task.cancel()
    if (tasks.delete(task.id)) fireSchedule(core, 'DEL_SCHEDULE', task, REMOVED_AT)
  }

  const add = (core: SwitchCore, time: string, group: string, command: string): string => {
    if (tasks.size >= MAX_TASKS) return '-ERR\n'
    const now = Math.floor(core.epochUs() / 1e6)
    const runtime = time.startsWith('+') ? now + atoi(time) : atoi(time.replace('@', ''))
    const cancel = core.timers.after(Math.min(Math.max(0, runtime - now) * 1000, 2 ** 31 - 1), () => {
      remove(core, task)
      void executeApi(core, ...splitCommand(command))
    })
    const task: Task = { id: ++lastId, group, runtime, cancel }
    tasks.set(task.id, task)
    fireSchedule(core, 'ADD_SCHEDULE', task, ADDED_AT)
    return `+OK Added: ${task.id}\n`
  }

  return [
    {
      name: 'sched_api',
      run({ core, args }) {
        const [, time, group, command] = /^(\S+) +(\S+) +(.+)$/s.exec(args) ?? []
        if (time === undefined || group === undefined || command === undefined) return SYNTAX
        return add(core, time, group, command)
      },
    },
    {
      name: 'sched_del',
      run({ core, args }) {
        const named = [...tasks.values()].filter(({ id, group }) => group === args || String(id) === args)
        for (const task of named) remove(core, task)
        return `+OK Deleted: ${named.length}\n`
      },
    },
    {
      name: 'unsched_api',
      run({ core, args }) {
        if (atoi(args) === 0) return ''
        const task = tasks.get(atoi(args))
        if (task === undefined) return '-ERR No such id'
        remove(core, task)
        return '+OK'
      },
    },
  ]
}

function fireSchedule(
  core: SwitchCore,
  name: 'ADD_SCHEDULE' | 'DEL_SCHEDULE',
  task: Task,
  site: typeof ADDED_AT,
): void {
  const headers: FsHeader[] = core.baseHeaders(name, site)
  headers.push(['Task-ID', String(task.id)], ['Task-Desc', 'sched_api_function'])
  headers.push(['Task-Group', task.group], ['Task-Runtime', String(task.runtime)])
  core.fireEvent({ type: eventType(name), subclass: undefined, headers, body: undefined })
}
