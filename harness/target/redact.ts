/** Hides secrets in text, in each form in which programs print them: raw, percent-encoded, base64. */
export interface Redactor {
  /** The text with every secret replaced, and how many were. */
  redact(text: string): { readonly text: string; readonly count: number }
  /** Length of the longest form: text that is cut may end within a secret of one less. */
  readonly longest: number
}

/** What stands where a secret was. */
export const REDACTED = '[redacted]'
/** A shorter secret would hide half of every log; it is no secret either. */
const SHORTEST = 4

export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.filter(({ length }) => length >= SHORTEST).flatMap(formsOf))].sort((a, b) => b.length - a.length)
  const longest = forms[0]?.length ?? 0
  if (longest === 0) return { longest, redact: (text) => ({ text, count: 0 }) }
  const pattern = new RegExp(forms.map((form) => form.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'), 'gi')
  return {
    longest,
    redact(text) {
      let count = 0
      const redacted = text.replaceAll(pattern, () => {
        count++
        return REDACTED
      })
      return { text: redacted, count }
    },
  }
}

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]
}
