import { carry } from '../support/carry.ts'

await carry(import.meta.dirname, ['policy'])
