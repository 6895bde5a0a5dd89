import { beforeEach, describe, expect, it } from 'vitest';
import { GestureReader, type Gestures, WheelReader } from '../../src/input/gesture-reader.ts';

let told: string[];
let reader: GestureReader;

beforeEach(() => {
  told = [];
  const tell =
    (name: string) =>
    (...values: number[]): void => {
      told.push([name, ...values.map((value) => Math.round(value * 100) / 100)].join(' '));
    };
  const gestures: Gestures = {
    tap: tell('tap'),
    hold: tell('hold'),
    release: tell('release'),
    pan: tell('pan'),
    pinch: tell('pinch'),
    hover: tell('hover'),
    unhover: tell('unhover'),
    stepZoom: tell('stepZoom'),
  };
  reader = new GestureReader(gestures);
});

describe('one finger', () => {
  it('taps, even with an unsteady hand', () => {
    reader.down(1, 10, 10);
    reader.move(1, 14, 12);
    reader.up(1);
    expect(told).toEqual(['tap 10 10']);
  });

  it('drags from where it began', () => {
    reader.down(1, 10, 10);
    reader.move(1, 30, 10);
    reader.move(1, 35, 12);
    reader.up(1);
    expect(told).toEqual(['pan 20 0', 'pan 5 2']);
  });

  it('holds until it is lifted, wherever it goes', () => {
    reader.down(1, 10, 10);
    reader.holdDue();
    reader.move(1, 200, 40);
    reader.up(1);
    expect(told).toEqual(['hold 10 10', 'hold 200 40', 'release']);
  });

  it('does not hold while it drags', () => {
    reader.down(1, 10, 10);
    reader.move(1, 100, 10);
    reader.holdDue();
    expect(told).toEqual(['pan 90 0']);
  });

  it('means nothing when the browser takes it away', () => {
    reader.down(1, 10, 10);
    reader.cancel(1);
    expect(told).toEqual([]);
  });
});

describe('two fingers', () => {
  it('pinch, and neither tap nor drag afterwards', () => {
    reader.down(1, 0, 0);
    reader.down(2, 100, 0);
    reader.move(2, 150, 0);
    reader.up(2);
    reader.move(1, 50, 50);
    reader.up(1);
    expect(told).toEqual(['pinch 1.5']);
  });

  it('end a hold', () => {
    reader.down(1, 0, 0);
    reader.holdDue();
    reader.down(2, 100, 0);
    expect(told).toEqual(['hold 0 0', 'release']);
  });
});

describe('a wheel', () => {
  it('steps once for each notch', () => {
    const wheel = new WheelReader();
    expect([wheel.turn(-100, false, 0), wheel.turn(100, false, 50)]).toEqual([1, -1]);
  });

  it('gathers the small turns of a touchpad', () => {
    const wheel = new WheelReader();
    const steps = Array.from({ length: 20 }, (_, i) => wheel.turn(10, false, i * 16));
    expect(steps.filter((step) => step !== 0)).toEqual([-1, -1]);
  });

  it('forgets what was left over after a pause', () => {
    const wheel = new WheelReader();
    expect([wheel.turn(-80, false, 0), wheel.turn(-80, false, 1000)]).toEqual([0, 0]);
  });
});
