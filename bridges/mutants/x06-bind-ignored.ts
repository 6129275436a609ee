import { defineMutant } from './mutant.ts'

export const bindIgnored = defineMutant({
  id: 'X06',
  name: 'bind-ignored',
  fault: 'a bind or configuration error is logged and ignored',
  trips: ['rel/config'],
  patches: [
    {
      file: 'config.ts',
      find: "if (problems.length > 0) throw new ConfigError(problems.join('\\n'))",
      replace: 'for (const problem of problems) console.error(problem)',
    },
    {
      file: 'http-listen.ts',
      find: '      reject(listenError(variable, address, cause))',
      replace: `      console.error(listenError(variable, address, cause).message)
      resolve()`,
    },
    {
      file: 'esl/outbound-server.ts',
      find: "      reject(listenError('BRIDGE_ESL_OUTBOUND_LISTEN', address, cause))",
      replace: `      console.error(listenError('BRIDGE_ESL_OUTBOUND_LISTEN', address, cause).message)
      resolve()`,
    },
  ],
})
