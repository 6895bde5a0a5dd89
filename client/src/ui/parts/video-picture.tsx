/** A live picture. It stays hidden until its first frame came, so that nobody sees the last frame of somebody else. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export function VideoPicture({ stream, mirrored = false }: { stream: MediaStream; mirrored?: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  const hasFrame = useSignal(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    hasFrame.value = false;
    element.srcObject = stream;
    element.play().catch(() => undefined);
    const handle = element.requestVideoFrameCallback(() => {
      hasFrame.value = true;
    });
    return () => {
      element.cancelVideoFrameCallback(handle);
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <video
      ref={video}
      class={`picture${mirrored ? ' mirrored' : ''}${hasFrame.value ? ' has-frame' : ''}`}
      muted
      playsInline
      autoPlay
      aria-hidden="true"
      tabIndex={-1}
    />
  );
}
