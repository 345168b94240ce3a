/** The reader's words in Chinese, traditional characters. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as 您, with the words and quotation marks of Taiwan. */
export const zhHant: ReaderWords = {
  language: 'zh-Hant',
  report: {
    keys: KEYS,
    invitation: '發現錯誤？請選取錯誤文字，然後按 {key}',
    touchInvitation: '發現錯誤？請選取錯誤文字，然後點按「{report}」',
    needsScript: '如要回報錯誤，請啟用瀏覽器的 JavaScript。',
    report: '回報錯誤',
    context: '原文',
    suggestion: '正確寫法',
    note: '給編輯的留言（選填）',
    send: '送出',
    sending: '正在送出…',
    cancel: '取消',
    close: '關閉',
    thanks: '謝謝！編輯部已收到您的回報。',
    follow: '查看處理結果',
    selectFirst: '請先選取有錯誤的文字，再按 {key}。',
    tooLong: '選取的文字過長，請最多選取 {count} 個字元。',
    tooMany: '來自您所在網路的回報過多，請一小時後再試。',
    wordsGone: '文章中已沒有這些文字，錯誤可能已經更正。請重新載入頁面。',
    wordsChanged: '頁面此處顯示的文字與文章不同，可能是譯文。請顯示原文後重新選取。',
    failed: '未能送出。您填寫的內容仍保留在此，請再試一次。',
  },
  receipt: {
    title: '您的回報',
    statuses: {
      open: { title: '已收到', text: '編輯部已收到您的回報，將會查看。' },
      accepted: { title: '已更正', text: '您說得對，文章已經更正。' },
      declined: { title: '未作更動', text: '編輯部看過您的回報，決定保留原文。' },
      resolved: { title: '已處理', text: '編輯部看過您的回報，並已處理完畢。' },
    },
    marked: '您標出的文字',
    proposed: '您的更正',
    received: '收到日期：{date}',
    settled: '處理日期：{date}',
    keepLink: '請保存本頁網址，您可以在這裡查看回報的處理結果。',
    back: '返回文章',
  },
  picture: { from: '來自 {host} 的圖片', show: '顯示' },
  missing: { title: '這裡沒有文章', text: '文章可能已撤下，或者網址已變更。' },
};
