import { act, renderHook } from '@testing-library/react';
import { useLive } from './useLive';

function show(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

async function pass(milliseconds: number) {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(milliseconds);
  });
}

function renderLive(ask: () => Promise<string>, subject = 'a') {
  return renderHook(props => useLive(props.subject, props.ask), {
    initialProps: { subject, ask },
  });
}

describe('useLive', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    show('visible');
  });
  afterEach(() => jest.useRealTimers());

  it('asks every five seconds', async () => {
    const ask = jest
      .fn()
      .mockResolvedValueOnce('first')
      .mockResolvedValue('second');
    const { result } = renderLive(ask);
    await pass(0);
    expect(result.current.value).toBe('first');
    await pass(4_999);
    expect(ask).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(result.current.value).toBe('second');
  });

  it('does not ask while nobody can see the page, and at once on return', async () => {
    const ask = jest.fn().mockResolvedValue('known');
    renderLive(ask);
    await pass(0);
    show('hidden');
    await pass(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    show('visible');
    await pass(0);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('never asks twice at the same time', async () => {
    let answer: (value: string) => void = () => {};
    const ask = jest.fn(
      () => new Promise<string>(resolve => (answer = resolve)),
    );
    renderLive(ask);
    show('hidden');
    show('visible');
    await pass(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    answer('known');
    await pass(5_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('keeps what is known when a refresh fails, and asks more slowly', async () => {
    const ask = jest
      .fn()
      .mockResolvedValueOnce('known')
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue('newer');
    const { result } = renderLive(ask);
    await pass(0);
    const { learntAt } = result.current;
    await pass(5_000);
    expect(result.current).toMatchObject({ value: 'known', learntAt });
    expect(result.current.error?.message).toBe('away');
    await pass(14_999);
    expect(ask).toHaveBeenCalledTimes(2);
    await pass(1);
    expect(result.current).toMatchObject({ value: 'newer', error: undefined });
  });

  it('keeps the value while another question about the subject is open', async () => {
    const { result, rerender } = renderLive(async () => 'known');
    await pass(0);
    rerender({ subject: 'a', ask: () => new Promise(() => {}) });
    await pass(0);
    expect(result.current.value).toBe('known');
  });

  it('forgets the value of another subject', async () => {
    const { result, rerender } = renderLive(async () => 'known');
    await pass(0);
    rerender({ subject: 'b', ask: () => new Promise(() => {}) });
    expect(result.current.value).toBeUndefined();
  });

  it('leaves out an answer that came too late for its question', async () => {
    let answer: (value: string) => void = () => {};
    const { result, rerender } = renderLive(
      () => new Promise<string>(resolve => (answer = resolve)),
    );
    rerender({ subject: 'a', ask: async () => 'new question' });
    await pass(0);
    answer('old question');
    await pass(0);
    expect(result.current.value).toBe('new question');
  });

  it('asks at once when told to', async () => {
    const ask = jest
      .fn()
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue('back');
    const { result } = renderLive(ask);
    await pass(0);
    act(() => result.current.retry());
    await pass(0);
    expect(result.current.value).toBe('back');
  });

  it('stops when it is no longer shown', async () => {
    const ask = jest.fn().mockResolvedValue('known');
    const { unmount } = renderLive(ask);
    await pass(0);
    unmount();
    await pass(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
