/** An argument as a shell has to be given it. */
export const quoteArgument = (text: string): string =>
  /^[\w./:@=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
