import { describe, expect, it } from "vitest";
import { arc, verticalSection } from "../../../src/analysis/trajectory/minimum-curvature.js";

const station = (depth: number, inclination: number, azimuth: number) => ({ depth, inclination, azimuth });

describe("minimum curvature", () => {
  it("is that of the textbooks", () => {
    const { tvd, north, east, turned } = arc(station(3500, 15, 20), station(3600, 25, 45));
    expect(tvd).toBeCloseTo(94.012343, 5);
    expect(north).toBeCloseTo(27.218329, 5);
    expect(east).toBeCloseTo(19.450774, 5);
    expect(turned).toBeCloseTo(12.951651, 5);
  });

  it("goes through north the short way", () => {
    const { tvd, north, east, turned } = arc(station(1000, 30, 359), station(1030, 30, 1));
    expect(tvd).toBeCloseTo(25.981422, 5);
    expect(north).toBeCloseTo(14.998096, 5);
    expect(east).toBeCloseTo(0, 10);
    expect((turned / 30) * 100).toBeCloseTo(3.3332064, 5);
  });

  it("is a straight line where nothing turns, whatever the azimuth of the vertical", () => {
    expect(arc(station(0, 0, 0), station(100, 0, 90))).toEqual({ tvd: 100, north: 0, east: 0, turned: 0 });
  });

  it("joins its series where the angle becomes small", () => {
    const [less, more] = [0.00572, 0.00574].map((inclination) =>
      arc(station(0, 0, 0), station(100, inclination, 0)),
    );
    expect(more!.north / less!.north).toBeCloseTo(0.00574 / 0.00572, 8);
    expect(more!.tvd).toBeCloseTo(100, 6);
  });

  it("has a vertical section along a plane", () => {
    expect(verticalSection({ tvd: 0, north: 3, east: 4 }, 90)).toBeCloseTo(4, 12);
    expect(verticalSection({ tvd: 0, north: 3, east: 4 }, 53.13010235415598)).toBeCloseTo(5, 12);
  });
});
