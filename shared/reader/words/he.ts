/** The reader's words in Hebrew. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers in the plural, which is for women and men. */
export const he: ReaderWords = {
  language: 'he',
  report: {
    keys: KEYS,
    invitation: 'מצאתם טעות? סמנו אותה ולחצו על {key}',
    touchInvitation: 'מצאתם טעות? סמנו אותה ולחצו על ”{report}“',
    needsScript: 'כדי לדווח על טעות יש להפעיל JavaScript בדפדפן.',
    report: 'דיווח על טעות',
    context: 'בתוך הטקסט',
    suggestion: 'הנוסח הנכון',
    note: 'הערה למערכת (לא חובה)',
    send: 'שליחה',
    sending: 'שולחים…',
    cancel: 'ביטול',
    close: 'סגירה',
    thanks: 'תודה. הדיווח שלכם הגיע למערכת.',
    follow: 'לראות מה עלה בגורלו',
    selectFirst: 'קודם סמנו את המילים השגויות, ואז לחצו על {key}.',
    tooLong: 'הקטע ארוך מדי. אנא סמנו לכל היותר {count} תווים.',
    tooMany: 'התקבלו דיווחים רבים מדי מהרשת שלכם. אנא נסו שוב בעוד שעה.',
    wordsGone: 'המילים האלה כבר אינן בכתבה; ייתכן שהטעות תוקנה. אנא טענו את הדף מחדש.',
    wordsChanged:
      'הדף מציג כאן מילים אחרות מאלה שבכתבה; ייתכן שהוא מתורגם. אנא הציגו את המקור וסמנו את המילים שוב.',
    failed: 'לא ניתן היה לשלוח את הדיווח. מה שכתבתם נשמר; אנא נסו שוב.',
  },
  receipt: {
    title: 'הדיווח שלכם',
    statuses: {
      open: { title: 'התקבל', text: 'הדיווח שלכם הגיע למערכת וייבדק.' },
      accepted: { title: 'תוקן', text: 'צדקתם. הכתבה תוקנה.' },
      declined: { title: 'לא שונה', text: 'המערכת בדקה את הדיווח והשאירה את הנוסח כפי שהוא.' },
      resolved: { title: 'טופל', text: 'המערכת בדקה את הדיווח והטיפול בו הסתיים.' },
    },
    marked: 'המילים שסימנתם',
    proposed: 'התיקון שהצעתם',
    received: 'התקבל בתאריך {date}',
    settled: 'טופל בתאריך {date}',
    keepLink: 'שמרו את כתובת הדף הזה: כאן תוכלו לראות מה עלה בגורל הדיווח.',
    back: 'חזרה לכתבה',
  },
  picture: { from: 'תמונה מהאתר {host}', show: 'הצגה' },
  missing: {
    title: 'אין כאן כתבה',
    text: 'ייתכן שהוסרה, או שכתובתה השתנתה.',
  },
};
