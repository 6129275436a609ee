/** Whether a request was let in: a websocket opened, an event taken. No answer at all is 0. */
export const isAccepted = (status: number): boolean => status === 101 || (status >= 200 && status < 300)
