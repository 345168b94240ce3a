/** The reader's words in Japanese. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** In the polite form (です・ます). */
export const ja: ReaderWords = {
  language: 'ja',
  report: {
    keys: KEYS,
    invitation: '間違いにお気づきですか。その箇所を選択して {key} を押してください',
    touchInvitation: '間違いにお気づきですか。その箇所を選択して「{report}」をタップしてください',
    needsScript: '間違いを知らせるには、ブラウザーの JavaScript を有効にしてください。',
    report: '間違いを知らせる',
    context: '本文',
    suggestion: '正しい表記',
    note: '編集部への補足（任意）',
    send: '送信',
    sending: '送信しています…',
    cancel: 'キャンセル',
    close: '閉じる',
    thanks: 'ありがとうございます。編集部にお知らせが届きました。',
    follow: 'その後の対応を見る',
    selectFirst: 'まず間違いのある箇所を選択し、{key} を押してください。',
    tooLong: '選択範囲が長すぎます。{count} 字以内で選択してください。',
    tooMany:
      'ご利用のネットワークから多数のお知らせが届いています。1 時間ほどしてからお試しください。',
    wordsGone:
      'この語句はもう記事にありません。すでに訂正された可能性があります。ページを再読み込みしてください。',
    wordsChanged:
      'ここに表示されている語句は記事のものと異なります。翻訳されている可能性があります。原文を表示して、もう一度選択してください。',
    failed: '送信できませんでした。入力内容は残っています。もう一度お試しください。',
  },
  receipt: {
    title: 'お知らせの状況',
    statuses: {
      open: {
        title: '受け付けました',
        text: '編集部にお知らせが届いています。これから確認します。',
      },
      accepted: { title: '訂正しました', text: 'ご指摘のとおり、記事を訂正しました。' },
      declined: { title: '変更なし', text: '編集部で確認し、元の表記のままとしました。' },
      resolved: { title: '対応済み', text: '編集部で確認し、対応を終えました。' },
    },
    marked: 'ご指摘の箇所',
    proposed: '訂正案',
    received: '受付日：{date}',
    settled: '対応日：{date}',
    keepLink: 'このページのアドレスを保存しておくと、その後の対応をご覧になれます。',
    back: '記事に戻る',
  },
  picture: { from: '{host} の画像', show: '表示' },
  missing: {
    title: '記事が見つかりません',
    text: '公開が終了したか、アドレスが変更された可能性があります。',
  },
};
