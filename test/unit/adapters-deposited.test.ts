import { carry } from '../support/carry.ts'

await carry(import.meta.dirname, ['adapters', 'adapters/thanh-tra', 'adapters/mttq', 'adapters/check'])
