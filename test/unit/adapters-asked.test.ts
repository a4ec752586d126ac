import { carry } from '../support/carry.ts'

await carry(import.meta.dirname, ['adapters/sandbox', 'adapters/cong-an', 'adapters/vien-kiem-sat', 'adapters/toa-an'])
