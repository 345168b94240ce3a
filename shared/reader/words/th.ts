/** The reader's words in Thai. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Polite, but without the particles that say whether a woman or a man is speaking. */
export const th: ReaderWords = {
  language: 'th',
  report: {
    keys: KEYS,
    invitation: 'พบข้อผิดพลาดหรือไม่ โปรดเลือกข้อความนั้นแล้วกด {key}',
    touchInvitation: 'พบข้อผิดพลาดหรือไม่ โปรดเลือกข้อความนั้นแล้วแตะ “{report}”',
    needsScript: 'หากต้องการแจ้งข้อผิดพลาด โปรดเปิดใช้ JavaScript ในเบราว์เซอร์',
    report: 'แจ้งข้อผิดพลาด',
    context: 'ในเนื้อหา',
    suggestion: 'ข้อความที่ถูกต้อง',
    note: 'หมายเหตุถึงกองบรรณาธิการ (ไม่บังคับ)',
    send: 'ส่ง',
    sending: 'กำลังส่ง…',
    cancel: 'ยกเลิก',
    close: 'ปิด',
    thanks: 'ขอบคุณ กองบรรณาธิการได้รับแจ้งแล้ว',
    follow: 'ดูผลการพิจารณา',
    selectFirst: 'โปรดเลือกคำที่ผิดก่อน แล้วจึงกด {key}',
    tooLong: 'ข้อความที่เลือกยาวเกินไป โปรดเลือกไม่เกิน {count} ตัวอักษร',
    tooMany: 'มีการแจ้งจากเครือข่ายของคุณมากเกินไป โปรดลองอีกครั้งในอีกหนึ่งชั่วโมง',
    wordsGone: 'ไม่มีข้อความนี้ในบทความแล้ว อาจมีการแก้ไขไปแล้ว โปรดโหลดหน้านี้ใหม่',
    failed: 'ส่งไม่สำเร็จ ข้อความที่คุณเขียนยังอยู่ โปรดลองอีกครั้ง',
  },
  receipt: {
    title: 'เรื่องที่คุณแจ้ง',
    statuses: {
      open: { title: 'ได้รับแล้ว', text: 'กองบรรณาธิการได้รับเรื่องแล้วและจะตรวจสอบ' },
      accepted: { title: 'แก้ไขแล้ว', text: 'คุณพูดถูก บทความได้รับการแก้ไขแล้ว' },
      declined: { title: 'ไม่มีการแก้ไข', text: 'กองบรรณาธิการตรวจสอบแล้วและคงข้อความไว้ตามเดิม' },
      resolved: { title: 'ดำเนินการแล้ว', text: 'กองบรรณาธิการตรวจสอบและปิดเรื่องแล้ว' },
    },
    marked: 'ข้อความที่คุณเลือก',
    proposed: 'ข้อความที่คุณเสนอ',
    received: 'ได้รับเมื่อ {date}',
    settled: 'ดำเนินการเมื่อ {date}',
    keepLink: 'โปรดเก็บที่อยู่ของหน้านี้ไว้ คุณสามารถดูผลการพิจารณาได้ที่นี่',
    back: 'กลับไปที่บทความ',
  },
  missing: {
    title: 'ไม่มีบทความที่นี่',
    text: 'บทความอาจถูกถอนออก หรือที่อยู่อาจเปลี่ยนไป',
  },
};
