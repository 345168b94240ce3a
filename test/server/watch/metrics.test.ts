/** What is told to the watch shows in the figures. */
import { expect, test } from 'vitest';
import { createMetrics } from '../../../server/watch/metrics.ts';

test('O5 every figure follows what was told', async () => {
  const { watch, text, close } = createMetrics(async () => 4096);
  watch.roomOpened('text');
  watch.roomOpened('layer');
  watch.roomOpened('layer');
  watch.roomClosed('layer');
  watch.socketOpened('text');
  watch.socketOpened('text');
  watch.socketClosed('text');
  watch.frameIn('changes', 100);
  watch.frameIn('changes', 20);
  watch.frameIn('malformed', 1);
  watch.bytesOut(300);
  watch.refused('edit text');
  watch.reportTaken();
  watch.applying('text')();
  watch.flushing(7)('stored');
  watch.flushing(1)('failed');
  const figures = (await text()).split('\n');
  close();
  expect(figures).toEqual(
    expect.arrayContaining([
      'galley_rooms_open{kind="text"} 1',
      'galley_rooms_open{kind="layer"} 1',
      'galley_sockets_open{kind="text"} 1',
      'galley_frames_in_total{kind="changes"} 2',
      'galley_frames_in_total{kind="malformed"} 1',
      'galley_bytes_in_total 121',
      'galley_bytes_out_total 300',
      'galley_refusals_total{rule="edit text"} 1',
      'galley_reports_taken_total 1',
      'galley_apply_seconds_count{kind="text"} 1',
      'galley_flush_seconds_count{outcome="stored"} 1',
      'galley_flush_seconds_count{outcome="failed"} 1',
      'galley_flush_changes_sum 8',
      'galley_store_bytes 4096',
    ]),
  );
});

test('O5 rules without end do not make figures without end', async () => {
  const { watch, text, close } = createMetrics(async () => 0);
  for (let n = 0; n < 500; n += 1) watch.refused(`rule ${n}`);
  const lines = (await text())
    .split('\n')
    .filter((line) => line.includes('galley_refusals_total{'));
  close();
  expect(lines).toHaveLength(101);
  expect(lines).toContain('galley_refusals_total{rule="other"} 400');
});

test('O5 two servers in one process count apart', async () => {
  const [one, other] = [createMetrics(async () => 0), createMetrics(async () => 0)];
  one.watch.reportTaken();
  expect(await one.text()).toContain('galley_reports_taken_total 1');
  expect(await other.text()).toContain('galley_reports_taken_total 0');
  one.close();
  other.close();
});

test('O6 a stall of the event loop shows', async () => {
  const { text, close } = createMetrics(async () => 0);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 30));
  await turn();
  const until = performance.now() + 200;
  while (performance.now() < until);
  await turn();
  const longest = /galley_loop_delay_seconds\{quantile="1"\} ([\d.]+)/.exec(await text())?.[1];
  close();
  expect(Number(longest)).toBeGreaterThan(0.15);
});
