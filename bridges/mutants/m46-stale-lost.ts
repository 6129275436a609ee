import { defineMutant } from './mutant.ts'

export const staleLost = defineMutant({
  id: 'M46',
  name: 'stale-lost',
  fault: 'a POST that fails on a reused connection is forgotten',
  trips: ['post/stale'],
  disturbs: ['post/order', 'rel/churn'],
  patches: [
    {
      file: 'webhook-client.ts',
      find: "  agent.on('free', (socket: Socket) => {",
      replace: `  let idle: Socket | undefined
  agent.on('free', (socket: Socket) => {
    idle = socket`,
    },
    {
      file: 'webhook-client.ts',
      find: '  return { post: (form) => attempt(form, true),',
      // The connection used last is taken without a look at whether the server has ended it since.
      replace: `  const post = async (form: string): Promise<PostOutcome> => {
    const isStale = idle?.readableEnded
    idle = undefined
    return isStale ? 'failed' : attempt(form, false)
  }
  return { post,`,
    },
  ],
})
