import { carry } from '../support/carry.ts'

await carry(import.meta.dirname, ['adapters/cong-an', 'adapters/vien-kiem-sat', 'adapters/toa-an'])
