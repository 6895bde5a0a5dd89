import { describe, expect, it } from 'vitest';
import { LabelLayout, type LabelWish } from '../../src/render/label-layout.ts';

const wish = (x: number, rank: number, width = 60): LabelWish => ({ x, y: 100, width, height: 20, rank, row: -1 });

function rowsOf(...wishes: LabelWish[]): number[] {
  new LabelLayout().arrange(wishes);
  return wishes.map(({ row }) => row);
}

describe('names', () => {
  it('stay in their place when there is room', () => {
    expect(rowsOf(wish(0, 1), wish(100, 2))).toEqual([0, 0]);
  });

  it('give way upwards, the further person first', () => {
    expect(rowsOf(wish(0, 5), wish(20, 1), wish(40, 3))).toEqual([2, 0, 1]);
  });

  it('are left out when there is no room at all', () => {
    expect(rowsOf(wish(0, 1), wish(2, 2), wish(4, 3), wish(6, 4))).toEqual([0, 1, 2, -1]);
  });

  it('without a picture take no room', () => {
    expect(rowsOf(wish(0, Number.POSITIVE_INFINITY), wish(0, 1))).toEqual([-1, 0]);
  });

  it('may be arranged again with the same result', () => {
    const layout = new LabelLayout();
    const wishes = [wish(0, 1), wish(10, 2)];
    layout.arrange(wishes);
    layout.arrange(wishes);
    expect(wishes.map(({ row }) => row)).toEqual([0, 1]);
  });
});
