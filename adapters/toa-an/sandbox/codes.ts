/** The court's own code lists, as its system writes them: shared code first. Kept apart from the adapter's tables. */
const table = (rows: string): ReadonlyMap<string, string> =>
  new Map(
    rows
      .trim()
      .split(/\s+/)
      .map((row) => row.split('=') as [string, string]),
  )

export const lists = {
  kinds: table('TO_GIAC=TG TIN_BAO=TB TIN_BAO_TTDC=TTDC KIEN_NGHI_KHOI_TO=KN TU_THU=TT TRUC_TIEP_PHAT_HIEN=PH KHAC=K'),
  stages: table(`TIEP_NHAN=101 PHAN_LOAI=102 CHUYEN_DI=103 PHAN_CONG=104 XAC_MINH=105 GIA_HAN=106 TAM_DINH_CHI=107
    PHUC_HOI=108 KHONG_KHOI_TO=109 CHUYEN=110 NHAP=111 KHOI_TO=120 DIEU_TRA=121 TRUY_TO=200 XET_XU_ST=300 XET_XU_PT=310
    THI_HANH_AN=400`),
  corruptionFields: table(`DAT_DAI=A1 DAU_TU=A2 TAI_CHINH=A3 XAY_DUNG_CO_BAN=A4 DOANH_NGHIEP_NHA_NUOC=A5 TAI_SAN_CONG=A6
    MUA_SAM=A7 TUYEN_SINH_DAO_TAO=B1 TUYEN_DUNG=B2 HOAT_DONG_TU_PHAP=B3 TIEP_CONG_DAN=B4`),
  urgency: table('THUONG=0 KHAN=1 THUONG_KHAN=2 HOA_TOC=3'),
  agencies: table('TA=C05.91.01 VKS=B05.91 CA=G01.91 TTr=H01.12 MTTQ=D05.91'),
  roles: table('BI_CAO=BCO BI_CAN=BCN BI_HAI=BH NGUOI_LAM_CHUNG=LC NGUOI_LIEN_QUAN=LQ NGUOI_BI_TO_GIAC=TG'),
  decisions: table(`THU_LY=TLY DUA_RA_XET_XU=DXX TRA_HO_SO=THS BAN_AN_SO_THAM=BAST PHAN_CONG=PCG KHOI_TO=KTVA
    KHONG_KHOI_TO=KKT KHOI_TO_BI_CAN=KTBC TAM_DINH_CHI=TDC PHUC_HOI=PHOI CHUYEN=CHN GIA_HAN=GHAN HUY_BO=HBO
    KET_LUAN_DIEU_TRA=KLDT CAO_TRANG=CTR KET_LUAN_THANH_TRA=KLTT KIEN_NGHI_KHOI_TO=KNKT`),
  tasks: table('XET_XU=XX KIEM_SAT=KS GIAI_QUYET=GQ'),
  sexes: table('NAM=M NU=F KHAC=X'),
  instances: table('SO_THAM=ST PHUC_THAM=PT'),
  hearingStates: table('DA_LEN_LICH=LL HOAN=HO DA_XET_XU=XX'),
  clockRules: table('BLTTHS.277=CBXX-277.1 BLTTHS.277.3=MPT-277.3 BLTTHS.146=CNT-146'),
  clockStates: table('DANG_CHAY=CON DUNG_HAN=XONG QUA_HAN=QUA TAM_DUNG=NGUNG'),
  absences: table('unknown=khong-ro inapplicable=khong-co pending=cho-bo-sung'),
  levels: table('CONG_KHAI=CK NOI_BO=NB HAN_CHE=HC'),
  tags: table(
    'NGUOI_TO_GIAC=1 NGUOI_CHUA_THANH_NIEN=2 BAO_VE_NHAN_CHUNG=3 DLCN_CO_BAN=4 DLCN_NHAY_CAM=5 CAN_BO_QUAN_LY=6',
  ),
} as const

export type Lists = keyof typeof lists

/** The system's own code; throws on one that its lists lack, a fault of the made-up world. */
export function nativeCode(list: Lists, code: string): string {
  const native = lists[list].get(code)
  if (native === undefined) throw new Error(`${list} has no code for ${code}`)
  return native
}
