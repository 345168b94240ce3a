/** The reader's words in Korean. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** In the polite form (-요, -습니다). */
export const ko: ReaderWords = {
  language: 'ko',
  report: {
    keys: KEYS,
    invitation: '오류를 발견하셨나요? 해당 부분을 선택하고 {key}를 눌러 주세요',
    touchInvitation: '오류를 발견하셨나요? 해당 부분을 선택하고 ‘{report}’ 버튼을 눌러 주세요',
    needsScript: '오류를 알리려면 브라우저에서 JavaScript를 켜 주세요.',
    report: '오류 신고',
    context: '본문',
    suggestion: '바른 표현',
    note: '편집부에 남길 말 (선택)',
    send: '보내기',
    sending: '보내는 중…',
    cancel: '취소',
    close: '닫기',
    thanks: '감사합니다. 신고가 편집부에 전달되었습니다.',
    follow: '처리 결과 보기',
    selectFirst: '먼저 틀린 부분을 선택한 다음 {key}를 눌러 주세요.',
    tooLong: '선택한 부분이 너무 깁니다. {count}자 이내로 선택해 주세요.',
    tooMany:
      '사용 중인 네트워크에서 신고가 너무 많이 들어왔습니다. 한 시간 뒤에 다시 시도해 주세요.',
    wordsGone:
      '이 표현은 더 이상 기사에 없습니다. 이미 바로잡았을 수 있습니다. 페이지를 새로 고쳐 주세요.',
    wordsChanged:
      '이 페이지에 표시된 표현이 기사와 다릅니다. 번역된 페이지일 수 있습니다. 원문을 표시한 뒤 다시 선택해 주세요.',
    failed: '신고를 보내지 못했습니다. 작성한 내용은 그대로 있으니 다시 시도해 주세요.',
  },
  receipt: {
    title: '신고 내용',
    statuses: {
      open: { title: '접수됨', text: '편집부가 신고를 받았으며 확인할 예정입니다.' },
      accepted: { title: '바로잡음', text: '지적하신 대로 기사를 바로잡았습니다.' },
      declined: { title: '변경 없음', text: '편집부가 신고를 확인하고 원래 표현을 유지했습니다.' },
      resolved: { title: '처리 완료', text: '편집부가 신고를 확인하고 처리를 마쳤습니다.' },
    },
    marked: '표시하신 부분',
    proposed: '제안하신 표현',
    received: '접수일: {date}',
    settled: '처리일: {date}',
    keepLink: '이 페이지의 주소를 보관해 두시면 처리 결과를 확인하실 수 있습니다.',
    back: '기사로 돌아가기',
  },
  picture: { from: '{host}의 그림', show: '보기' },
  missing: {
    title: '이곳에는 기사가 없습니다',
    text: '기사가 내려갔거나 주소가 바뀌었을 수 있습니다.',
  },
};
