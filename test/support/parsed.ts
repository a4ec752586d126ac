/** What JSON text says; undefined for none. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
export const parsed = (text: Buffer | undefined): any => text && JSON.parse(text.toString())
