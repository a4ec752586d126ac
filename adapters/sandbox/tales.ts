/** The named stories, as data: name, what it shows, who holds a part of it, how far it has come and how old it is. */
import type { AgencyId, Story } from './story.ts'

const C: AgencyId = 'cong-an'
const V: AgencyId = 'vien-kiem-sat'
const A: AgencyId = 'toa-an'
const R: AgencyId = 'thanh-tra'
const M: AgencyId = 'mttq'

type More = Omit<Story, 'name' | 'vi' | 'en' | 'holders' | 'stage' | 'age' | 'plot'>

const story = (
  name: string,
  [vi, en]: readonly [string, string],
  holders: readonly AgencyId[],
  stage: string,
  age: number,
  plot: number | string,
  more: More = {},
): Story => ({ name, vi, en, holders, stage, age, plot, ...more })

// biome-ignore format: a table
export const told: readonly Story[] = [
  story('to-giac-mat', ['Tố giác đất đai, danh tính người tố giác là bí mật nhà nước (MẬT)', 'Denunciation in a land matter; who reported is a state secret (MẬT)'], [C, V], 'XAC_MINH', 12, 0, { kind: 'TO_GIAC', secretReporter: true }),
  story('nguoi-chua-thanh-nien', ['Bị hại là người chưa thành niên', 'The victim is under age'], [C, V], 'XAC_MINH', 11, 'nguoi-chua-thanh-nien', { minor: true }),
  story('giau-voi-vien-kiem-sat', ['Công an giữ kín một nguồn tin', 'The police keep a report to themselves'], [C], 'XAC_MINH', 10, 'giau-voi-vien-kiem-sat', { concealedBy: [C], namesProcuracy: true }),
  story('giau-voi-cong-an', ['Viện kiểm sát giữ kín đơn tố giác một cán bộ điều tra', 'The procuracy keeps a denunciation of an investigator to itself'], [V], 'CHUYEN_DI', 5, 'giau-voi-cong-an', { concealedBy: [V] }),
  story('phan-bi-giau', ['Hai cơ quan cùng có hồ sơ, phần của Công an được giữ kín', 'Two agencies hold the matter; the part of the police is concealed'], [C, V], 'PHAN_CONG', 5, 4, { concealedBy: [C] }),
  story('cham-han', ['Quá hạn giải quyết, không có gia hạn', 'Overdue without an extension'], [C, V], 'XAC_MINH', 34, 5, { breaks: 'BLTTHS.147.1' }),
  story('nac-danh', ['Tin báo giấu tên qua báo chí', 'An anonymous tip through the press'], [C], 'PHAN_LOAI', 2, 'nac-danh', { anonymous: true, kind: 'TIN_BAO_TTDC' }),
  story('moi-tiep-nhan', ['Vừa tiếp nhận, chưa phân loại', 'Just received'], [C], 'TIEP_NHAN', 0, 7),
  story('tam-dinh-chi', ['Tạm đình chỉ vì chờ định giá', 'Suspended: a valuation is awaited'], [C, V], 'TAM_DINH_CHI', 50, 8),
  // A whole life: petition, report, verification, case, trial.
  story('don-thu-den-xet-xu', ['Từ phản ánh của người dân qua Mặt trận đến xét xử sơ thẩm', 'From a petition through the Front to a trial'], [C, V, A, M], 'XET_XU_ST', 260, 2, { kind: 'TIN_BAO', channels: ['MTTQ'] }),
  story('nam-co-quan', ['Năm cơ quan cùng giữ một phần hồ sơ', 'All five agencies hold a part'], [C, V, A, R, M], 'XET_XU_ST', 280, 'kien-nghi-khoi-to', { kind: 'KIEN_NGHI_KHOI_TO', channels: ['THANH_TRA', 'MTTQ'] }),
  story('kien-nghi-khoi-to', ['Thanh tra kiến nghị khởi tố, Cơ quan điều tra đang xác minh', "The inspectorate's recommendation is being verified"], [C, V, R], 'XAC_MINH', 9, 'kien-nghi-khoi-to', { kind: 'KIEN_NGHI_KHOI_TO', channels: ['THANH_TRA'] }),
  story('kien-nghi-da-khoi-to', ['Kiến nghị của Thanh tra dẫn đến khởi tố vụ án', "The inspectorate's recommendation led to a case"], [C, V, R], 'KHOI_TO', 40, 'kien-nghi-khoi-to', { kind: 'KIEN_NGHI_KHOI_TO', channels: ['THANH_TRA'] }),
  story('kien-nghi-bi-tu-choi', ['Kiến nghị của Thanh tra, không khởi tố', "The inspectorate's recommendation, no case"], [C, V, R], 'KHONG_KHOI_TO', 45, 'kien-nghi-khoi-to', { kind: 'KIEN_NGHI_KHOI_TO', channels: ['THANH_TRA'] }),
  story('kien-nghi-cham-chuyen', ['Thanh tra chuyển hồ sơ quá 5 ngày làm việc', 'The inspectorate passed the file on too late'], [C, V, R], 'PHAN_CONG', 6, 'kien-nghi-khoi-to', { kind: 'KIEN_NGHI_KHOI_TO', channels: ['THANH_TRA'], breaks: 'TTLT03-2018.5' }),
  story('thanh-tra-chua-chuyen', ['Thanh tra đang hoàn tất, chưa chuyển ai', 'The inspectorate has not passed it on yet'], [R], 'PHAN_LOAI', 12, 5, { kind: 'KIEN_NGHI_KHOI_TO' }),
  story('thu-hoi-tai-san', ['Thu hồi tài sản sau thanh tra, không có dấu hiệu tội phạm', 'Recovery of assets, no sign of a crime'], [R], 'PHAN_LOAI', 60, 3, { kind: 'KHAC' }),
  story('thanh-tra-can-bo', ['Thanh tra về một cán bộ thuộc diện quản lý, giữ kín', 'An official under management: the inspectorate conceals it'], [R], 'PHAN_LOAI', 20, 9, { kind: 'KHAC', concealedBy: [R], official: true }),
  story('mttq-chuyen-tin', ['Mặt trận chuyển tin báo, Công an đang xác minh', 'The Front passed a report on; it is being verified'], [C, V, M], 'XAC_MINH', 13, 5, { kind: 'TIN_BAO', channels: ['MTTQ'] }),
  story('mttq-an-danh', ['Người dân phản ánh giấu tên qua cổng Mặt trận', 'An anonymous petition through the portal of the Front'], [C, M], 'PHAN_LOAI', 2, 2, { kind: 'TIN_BAO', channels: ['MTTQ'], anonymous: true }),
  story('mttq-cho-phan-loai', ['Phản ánh mới đến Mặt trận, chưa chuyển', 'A petition that the Front has not passed on yet'], [M], 'TIEP_NHAN', 1, 7, { kind: 'TIN_BAO' }),
  story('mttq-ngoai-tham-quyen', ['Phản ánh không có dấu hiệu tội phạm', 'A petition without signs of a crime'], [M], 'PHAN_LOAI', 18, 5, { kind: 'KHAC' }),
  story('mttq-phan-hoi', ['Mặt trận đã báo kết quả cho người phản ánh', 'The Front told the citizen the result'], [C, V, M], 'KHONG_KHOI_TO', 50, 2, { kind: 'TIN_BAO', channels: ['MTTQ'] }),
  story('mttq-to-giac', ['Mặt trận chuyển đơn tố giác của một người dân', "The Front passed on a citizen's denunciation"], [C, V, M], 'GIA_HAN', 80, 6, { kind: 'TO_GIAC', channels: ['MTTQ'] }),
  story('mttq-can-bo', ['Phản ánh về một cán bộ, Mặt trận giữ kín', 'A petition about an official that the Front conceals'], [M], 'PHAN_LOAI', 4, 6, { kind: 'TIN_BAO', concealedBy: [M], official: true }),
  story('y-kien-toi-mat', ['Ý kiến về đường lối xử lý của Viện kiểm sát là TỐI MẬT', "The procuracy's opinion on the direction of handling is TỐI MẬT"], [C, V], 'GIA_HAN', 85, 9, { secretOpinion: true, official: true }),
  story('can-bo-quan-ly', ['Người bị tố giác là cán bộ thuộc diện quản lý; quyết định thanh tra nêu vụ việc này', 'The suspect is an official under management; the mandate of an inspection names the matter'], [C, V], 'XAC_MINH', 14, 6, { official: true, inspected: true }),
  story('hai-so-ho-so', ['Hai cơ quan đánh số khác nhau, nối bằng số dẫn chiếu', 'Two agencies number it differently; a reference links them'], [C, M], 'PHAN_CONG', 3, 8, { kind: 'TO_GIAC', channels: ['MTTQ'] }),
  story('trung-hai-kenh', ['Cùng một tin đến qua hai kênh', 'One report came through two channels'], [C, V, M], 'XAC_MINH', 15, 0, { kind: 'TO_GIAC', channels: ['TRUC_TIEP', 'MTTQ'] }),
  story('xet-xu-cong-khai', ['Đã có bản án sơ thẩm', 'A judgment at first instance'], [C, V, A], 'XET_XU_ST', 300, 4),
  story('xet-xu-kin', ['Xét xử kín, bị hại chưa thành niên', 'A trial behind closed doors: the victim is under age'], [C, V, A], 'XET_XU_ST', 240, 'nguoi-chua-thanh-nien', { minor: true }),
  story('tra-ho-so', ['Tòa án trả hồ sơ để điều tra bổ sung', 'The court returned the file for further investigation'], [C, V, A], 'TRUY_TO', 165, 1, { complicated: true }),
  story('toa-thu-ly', ['Tòa án vừa thụ lý', 'The court has just registered the case'], [C, V, A], 'TRUY_TO', 128, 3),
  story('toa-tu-phat-hien', ['Tòa án phát hiện dấu hiệu tội phạm tại phiên tòa, chưa chuyển', 'The court found signs of a crime and has not passed them on'], [A], 'PHAN_LOAI', 3, 9, { kind: 'TRUC_TIEP_PHAT_HIEN' }),
  story('dieu-tra', ['Đang điều tra vụ án', 'A case under investigation'], [C, V], 'DIEU_TRA', 90, 1),
  story('truy-to', ['Đã có cáo trạng', 'Indicted'], [C, V], 'TRUY_TO', 121, 2),
  story('khoi-to', ['Vừa khởi tố vụ án', 'A case has just been started'], [C, V], 'KHOI_TO', 32, 3),
  story('khong-khoi-to', ['Không khởi tố', 'No case'], [C, V], 'KHONG_KHOI_TO', 36, 7),
  story('gia-han', ['Viện kiểm sát gia hạn', 'Extended by the procuracy'], [C, V], 'GIA_HAN', 75, 5),
  story('phuc-hoi', ['Phục hồi sau tạm đình chỉ', 'Resumed after a suspension'], [C, V], 'PHUC_HOI', 76, 8, { complicated: true }),
  story('chuyen-tham-quyen', ['Viện kiểm sát chuyển theo thẩm quyền', 'Passed on for competence'], [V], 'CHUYEN_DI', 4, 4),
  story('cong-an-chuyen-di', ['Công an chuyển nguồn tin cho cơ quan khác', 'The police passed a report on'], [C], 'CHUYEN_DI', 6, 1),
  story('tu-thu', ['Người phạm tội tự thú', 'An offender turned himself in'], [C, V], 'PHAN_CONG', 4, 4, { kind: 'TU_THU' }),
  story('dao-xa', ['Tiếp nhận ở đặc khu, 48 giờ', 'Received on an island, 48 hours'], [C], 'TIEP_NHAN', 1, 9),
  story('nac-danh-mat', ['Người tố giác tham nhũng được giữ bí mật (MẬT), đã khởi tố', 'The reporter of corruption is a state secret; a case was started'], [C, V], 'KHOI_TO', 38, 2, { kind: 'TO_GIAC', secretReporter: true }),
  story('nhieu-nguoi-to-giac', ['Nhiều người cùng tố giác', 'Several people reported it'], [C, V], 'XAC_MINH', 16, 8, { kind: 'TO_GIAC' }),
  story('cham-chuyen-mttq', ['Mặt trận chuyển chậm', 'The Front passed it on late'], [C, M], 'TIEP_NHAN', 1, 5, { kind: 'TIN_BAO', channels: ['MTTQ'], breaks: 'BLTTHS.146' }),
  story('vien-kiem-sat-truc-tiep', ['Viện kiểm sát trực tiếp tiếp nhận, đang phân loại', 'Received by the procuracy itself'], [V], 'PHAN_LOAI', 1, 3),
]
