import { defineMutant } from './mutant.ts'

export const wallClock = defineMutant({
  id: 'X07',
  name: 'wall-clock',
  fault: 'timers are computed from wall-clock time',
  trips: ['rel/clock'],
  patches: [
    {
      file: 'esl/session.ts',
      find: '      socket.setTimeout(options.idleTimeoutMs)',
      replace: `      socket.setTimeout(0)
      let heardAt = Date.now()
      const alive = setInterval(() => {
        if (Date.now() - heardAt >= options.idleTimeoutMs) end('silent')
      }, 100)
      socket.on('data', () => {
        heardAt = Date.now()
      })
      socket.on('close', () => clearInterval(alive))`,
    },
    {
      file: 'messaged-link.ts',
      find: '  let heardAt = performance.now()',
      replace: '  let heardAt = Date.now()',
    },
    {
      file: 'messaged-link.ts',
      find: '    heardAt = performance.now()\n  }',
      replace: '    heardAt = Date.now()\n  }',
    },
    {
      file: 'messaged-link.ts',
      find: 'performance.now() - heardAt >= idleTimeoutMs',
      replace: 'Date.now() - heardAt >= idleTimeoutMs',
    },
  ],
})
