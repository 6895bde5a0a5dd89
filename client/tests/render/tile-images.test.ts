import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { erase, TileImages } from '../../src/render/tile-images.ts';

it('exactly the transparent colour disappears', () => {
  const pixels = Uint8ClampedArray.of(255, 0, 255, 255, 255, 0, 254, 255, 255, 0, 255, 0);
  expect(erase(pixels, 0xff00ff)).toBe(true);
  expect([...pixels]).toEqual([255, 0, 255, 0, 255, 0, 254, 255, 255, 0, 255, 0]);
  expect(erase(pixels, 0x00ff00)).toBe(false);
});

class FakeBitmap {
  readonly width = 5000;
  readonly height = 5000;
  readonly close = vi.fn();
}

class FakeImage {
  src = '';
  decode() {
    return this.src === 'lost' ? Promise.reject(new Error('lost')) : Promise.resolve();
  }
}

const named = (image: string) => ({ image, transparent: null });

describe('pictures of tilesets', () => {
  const made: FakeBitmap[] = [];
  const make = vi.fn(async () => {
    const bitmap = new FakeBitmap();
    made.push(bitmap);
    return bitmap;
  });

  beforeEach(() => {
    made.length = 0;
    make.mockClear();
    vi.stubGlobal('Image', FakeImage);
    vi.stubGlobal('ImageBitmap', FakeBitmap);
    vi.stubGlobal('createImageBitmap', make);
  });
  afterEach(() => vi.unstubAllGlobals());

  async function loaded(...held: string[]): Promise<TileImages> {
    const images = new TileImages();
    for (const name of ['one', 'other']) held.includes(name) ? images.hold(named(name)) : images.get(named(name));
    await vi.waitFor(() => expect(images.version).toBe(2));
    for (const name of held) images.hold(named(name));
    return images;
  }

  function frames(images: TileImages, count: number, wanted: string): void {
    for (let i = 0; i < count; i++) {
      images.beginFrame();
      images.get(named(wanted));
    }
  }

  it('are fetched once', async () => {
    const images = await loaded();
    expect(images.get(named('one'))).toBe(made[0]);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('are null when they are lost', async () => {
    const images = new TileImages();
    expect(images.get(named('lost'))).toBeUndefined();
    await vi.waitFor(() => expect(images.get(named('lost'))).toBeNull());
  });

  it('are freed when they are many and not used, and those in use are not', async () => {
    const images = await loaded();
    frames(images, 1000, 'one');
    expect(made.map((bitmap) => bitmap.close.mock.calls.length)).toEqual([0, 1]);
    expect(images.get(named('other'))).toBeUndefined();
  });

  it('stay for those that draw them as they are', async () => {
    const images = await loaded('other');
    frames(images, 1000, 'one');
    expect(made.map((bitmap) => bitmap.close.mock.calls.length)).toEqual([0, 0]);
  });
});
