import { defineMutant } from './mutant.ts'

export const strictDecoder = defineMutant({
  id: 'M03',
  name: 'strict-decoder',
  fault: 'percent, UTF-8 or JSON decoding throws and nothing catches it',
  trips: ['evt/utf8', 'esl/percent-malformed', 'esl/json-dirty', 'ing/bad-percent', 'mws/bad'],
  patches: [
    {
      file: 'text.ts',
      find: '  if (!needsWork.test(binary)) return binary',
      replace: `  const octets = Buffer.from(plusIsSpace ? binary.replaceAll('+', ' ') : binary, 'latin1')
  return decodeURIComponent(octets.toString('utf8'))
}
const unused = (binary: string, plusIsSpace: boolean): string => {`,
    },
    {
      file: 'json-members.ts',
      find: '    return undefined\n  }\n}',
      replace: `    throw new SyntaxError('not JSON')
  }
}`,
    },
    {
      file: 'esl/event-headers.ts',
      find: '      // The second candidate may do; if not, the event is skipped by the caller.',
      replace: "      throw new SyntaxError('not JSON')",
    },
    {
      file: 'esl/session.ts',
      find: '    } catch (error) {',
      replace: `    } catch (error) {
      if (!(error instanceof RangeError)) throw error`,
    },
  ],
})
